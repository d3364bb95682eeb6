using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What must be done after a loss, in order.</summary>
internal static class ToDo
{
    /// <summary>Before any app.</summary>
    public static IReadOnlyList<string> First(Fates fates, IReadOnlyList<AppOutage> apps) =>
    [
        .. fates.Nodes.LostControlPlane is { Count: > 0 } nodes
            ? [
                $"the API server is gone with {string.Join(", ", nodes)}: bring such a node back with its datastore (a snapshot, or what K3s keeps "
                    + "below server/db), or build the cluster again; meanwhile what runs elsewhere keeps running, and kubectl does not answer",
            ]
            : Array.Empty<string>(),
        .. Of(fates.Losses, apps),
    ];

    private static IReadOnlyList<string> Of(IReadOnlyList<Loss> losses, IReadOnlyList<AppOutage> apps) =>
    [
        .. losses.Where(l => l is not Loss.Node || !losses.Contains(new Loss.Cluster())).SelectMany(Of).Distinct(StringComparer.Ordinal),
        .. apps.Any(a => a.State == AppState.MayStop || (a.State == AppState.Stops && a.Volumes.Any(v => v.Fate.Kind == FateKind.Unknown)))
            ? ["find out what is unknown below: kubectl get persistentvolumes -o wide names their nodes and servers, and what-if --cluster reads them"]
            : Array.Empty<string>(),
    ];

    /// <summary>For one app.</summary>
    public static IEnumerable<string> Of(Workload workload, IReadOnlyList<VolumeOutage> volumes, Fates fates)
    {
        if (fates.Nodes.Of(workload.Pod) is var nodes && fates.Nodes.HasNone(nodes) && !fates.Deletes(workload))
        {
            yield return $"{workload.Reference}: name another node; it may only run on {string.Join(" or ", nodes)}";
        }

        foreach (var volume in volumes.Where(v => v is { Fate.Kind: FateKind.Kept, Claim.Length: > 0 } && fates.Deletes(workload)))
        {
            yield return $"{volume.Spoken}: bind it to the volume that was kept ({volume.Fate.Why}), before it gets a new one";
        }

        foreach (var volume in volumes.Where(v => IsOnly(v) && !fates.Deletes(workload)))
        {
            yield return $"{volume.Spoken}: no backup of it was found: try to get its storage back, or an image of the disk, before you delete anything";
        }

        foreach (var volume in volumes.Where(v => v.Fate.Kind == FateKind.Gone))
        {
            var again = volume.IsOnNas && !fates.Deletes(workload) ? "it is empty when another NAS replaces the lost one"
                : volume.Claim.Length == 0 ? "create its folder again"
                : fates.Deletes(workload) ? "it comes back empty with the manifests"
                : "delete the claim and its PersistentVolume, then apply it again with a StorageClass that works";
            yield return $"{volume.Spoken}: {again}{(IsOnly(volume) && !fates.Deletes(workload) ? string.Empty : Then(volume))}";
        }

        if (fates.Deletes(workload))
        {
            yield return $"{workload.Reference}: apply it again";
        }
    }

    /// <summary>Whether what is gone was all that there was of data that somebody would miss.</summary>
    private static bool IsOnly(VolumeOutage volume) => volume is { Fate.Kind: FateKind.Gone, IsMissed: true, Back: { Source: "", Perhaps: "", LostToo: "" } };

    private static string Then(VolumeOutage volume) => !volume.IsMissed && !(volume.IsUnknown && volume.Back.Source.Length > 0) ? string.Empty
        : volume.Back.Perhaps.Length > 0 ? $"; find out whether a copy by {volume.Back.Perhaps} is left, and restore that before the app starts"
        : volume.Back.LostToo.Length > 0 ? $"; the copies of {volume.Back.LostToo} are lost with it, and no other backup to restore it from was found"
        : volume.Back.Source.Length == 0 ? "; no backup to restore it from was found"
        : $"; restore what {volume.Back.Source} copied{(volume.Back.Target.Length > 0 ? $" to {volume.Back.Target}" : string.Empty)} before the app starts"
            + (volume.Back.Server.Length > 0 ? $", once {volume.Back.Server} is back" : string.Empty)
            + (volume.Back.MayBeTorn ? ", and check the database first, for the copy may be inconsistent and unusable" : string.Empty);

    private static IEnumerable<string> Of(Loss loss)
    {
        switch (loss)
        {
            case Loss.Node { Name: var name }:
                yield return $"make sure that {name} is off, and say so: kubectl taint "
                    + $"nodes {name} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute; until then "
                    + "pods of StatefulSets and their ReadWriteOnce volumes wait for it";
                yield return $"when it does not come back: homelab-storage recover --node {name}, and then kubectl delete node {name}";
                break;
            case Loss.Nas { Name: var name }:
                yield return $"bring up {name}, or another at its address with the same shares; pods that mount it hang until then";
                break;
            case Loss.Class { Name: var name }:
                yield return $"bring up the storage behind class {name}, or let its claims name another class";
                break;
            case Loss.Namespace { Name: var name }:
                yield return $"suspend what applies namespace {name}, so that claims do not come back empty before they are bound or restored; "
                    + "then apply it again";
                break;
            case Loss.Cluster:
                yield return "build the cluster and its storage drivers; suspend what applies the apps, so that claims do not come back empty "
                    + "before they are bound or restored";
                break;
        }
    }
}
