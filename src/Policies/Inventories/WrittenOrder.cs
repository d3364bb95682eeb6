using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>The order of manifests in an inventory: by file and line where they are written in files, then by reference.</summary>
internal sealed class WrittenOrder : IComparer<Manifest>
{
    private WrittenOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static WrittenOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Manifest? x, Manifest? y)
    {
        var (one, other) = (x!.Source as ManifestSource.Text, y!.Source as ManifestSource.Text);
        var order = string.CompareOrdinal(one?.Map.File, other?.Map.File);
        order = order != 0 ? order : (one?.Map.FirstLine ?? 0).CompareTo(other?.Map.FirstLine ?? 0);
        return order != 0 ? order : Compare(x.Reference, y.Reference);
    }

    private static int Compare(ObjectReference one, ObjectReference other)
    {
        var order = string.CompareOrdinal(one.Kind, other.Kind);
        order = order != 0 ? order : string.CompareOrdinal(one.Namespace, other.Namespace);
        order = order != 0 ? order : string.CompareOrdinal(one.Name, other.Name);
        return order != 0 ? order : string.CompareOrdinal(one.ApiVersion, other.ApiVersion);
    }
}
