using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// What has to be said wherever a class is named for some data, because the same report objects to the class: what must change first, or why that does
/// not matter here.
/// </summary>
/// <param name="Remedy">Behind what to write.</param>
/// <param name="Message">Behind the class in a message, which says in few words what the remedy says in full.</param>
internal sealed record ClassRider(string Remedy, string Message)
{
    /// <summary>Nothing: the class is ready, or not known.</summary>
    public static ClassRider None { get; } = new(string.Empty, string.Empty);

    /// <summary>The rider of a class.</summary>
    public static ClassRider Of(StorageClass storageClass, Backend.Known backend, DataKind kind, Criticality criticality, StoragePolicy policy)
    {
        (string Doing, string Done)[] obstacles = [.. FittingClass.Obstacles(storageClass, backend, kind, criticality, policy)];
        return obstacles.Length > 0
            ? new($", after {string.Join(" and ", obstacles.Select(o => o.Doing))}", $" once {string.Join(" and ", obstacles.Select(o => o.Done))}")
            : FittingClass.Deletes(storageClass, backend) ? new(" (its reclaimPolicy: Delete does no harm here)", string.Empty)
            : None;
    }
}
