using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// The order in which Kubernetes chooses among default classes: the youngest, then the first by name. A class without a creationTimestamp is
/// still to be made, and so will be the youngest.
/// </summary>
internal sealed class YoungestFirst : IComparer<StorageClass>
{
    private YoungestFirst()
    {
    }

    /// <summary>The one instance.</summary>
    public static YoungestFirst Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(StorageClass? x, StorageClass? y)
    {
        var order = Made(y!).CompareTo(Made(x!));
        order = order != 0 ? order : string.CompareOrdinal(x!.Name, y!.Name);
        return order != 0 ? order : WrittenOrder.Instance.Compare(x, y);
    }

    private static DateTimeOffset Made(StorageClass storageClass) =>
        storageClass.Metadata.Created == DateTimeOffset.MinValue ? DateTimeOffset.MaxValue : storageClass.Metadata.Created;
}
