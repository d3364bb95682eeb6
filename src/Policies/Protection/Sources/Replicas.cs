using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Replicators of SQLite that run beside an app, in its pod.</summary>
internal static class Replicas
{
    private static readonly BackupOperator Maker = ShippedOperators.All.First(o => o.Mark("replicates").Length > 0);

    private static readonly VersionRange? OneReplica = VersionRange.Read(Maker.Mark("one-replica"));

    private static readonly VersionRange? FormerKeys = VersionRange.Read(Maker.Mark("former-keys"));

    /// <summary>What the replicators of a pod do about a mount.</summary>
    /// <param name="mount">The mount.</param>
    /// <param name="pod">Its pod.</param>
    /// <param name="mounts">What is behind the mounts of a workload.</param>
    /// <param name="policy">What the household decided.</param>
    public static IEnumerable<Backup> Of(MountFacts mount, PodView pod, Func<Workload, IReadOnlyList<MountFacts>> mounts, StoragePolicy policy) =>
        pod.ReplicatorsOf(mount.Mount.Volume) is { Count: > 0 } replicators ? Of(mount, replicators, mounts, policy) : [];

    private static IEnumerable<Backup> Of(
        MountFacts mount,
        IReadOnlyList<(Container Container, VolumeMount Own, string[] Arguments)> replicators,
        Func<Workload, IReadOnlyList<MountFacts>> mounts,
        StoragePolicy policy) =>
        from replicator in replicators
        where MountPath.Overlap(replicator.Own.SubPath, mount.Mount.SubPath)
        select Of(mount, replicator.Container, replicator.Own, replicator.Arguments, mounts, policy);

    private static Backup Of(
        MountFacts mount,
        Container container,
        VolumeMount own,
        string[] arguments,
        Func<Workload, IReadOnlyList<MountFacts>> mounts,
        StoragePolicy policy)
    {
        var databases = ReplicatorSettings.Databases(mount.Workload, container, arguments, mount.Surroundings.Inventory.ConfigMaps);
        var replicated = databases?.Where(d => d.Reaches(own.Path) && d.IsWithin(own, mount.Mount)).ToArray() ?? [];
        ReplicaPlace[] places =
            [.. replicated.FirstOrDefault(d => d.Replicas.Count > 0)?.Replicas.Select(r => ReplicaPlace.Of(r, mount, container, mounts, policy)) ?? []];
        var place = Array.Find(places, p => p is { Beside.Length: 0, Obstacle.Length: 0 }) ?? places.FirstOrDefault(ReplicaPlace.None);
        return new Backup
        {
            Source = $"container {container.Name}",
            Target = place.Spoken,
            Address = place.Address,
            Others = [.. places.Where(p => p != place && p is { Beside.Length: 0, Obstacle.Length: 0 }).Select(p => (p.Spoken, p.Address))],
            Schedule = Recurrence.Always,
            IsProvable = false,
            Evidence = "a replicator has no object that says whether it succeeds",
            Beside = place.Beside,
            Doubt = databases is null && mount.Data.Any(d => d.Kind == DataKind.Sqlite)
                ? $"what container {container.Name} replicates is said by a configuration that is not known"
                : replicated.Length > 0 && FormerKeys?.Holds(container.Image.Tag) == true && Array.TrueForAll(replicated, d => d.NewKey.Length > 0)
                    ? $"version {container.Image.Tag} of container {container.Name} is from before '{replicated[0].NewKey}' of its configuration was known"
                : string.Empty,
            Grade = databases is null ? Grade.Declared : Grade.Scheduled,
            Obstacle = arguments.Any(a => a is "-once" or "--once") ? "it replicates once, and ends"
                : Obstacle(mount, container, own, databases, replicated) is { Length: > 0 } obstacle ? obstacle
                : place.Obstacle,
        };
    }

    private static string Obstacle(
        MountFacts mount,
        Container container,
        VolumeMount own,
        IReadOnlyList<ReplicatedFile>? databases,
        ReplicatedFile[] replicated)
    {
        if (!mount.Data.Any(d => d.Kind == DataKind.Unknown || d.Traits.IsOneFile))
        {
            return "it replicates SQLite databases only";
        }

        var missing = databases is null
            ? null
            : mount.Data
                .Where(d => d is { Kind: DataKind.Sqlite, IsResidue: false })
                .SelectMany(d => d.Files)
                .FirstOrDefault(f => MountPath.Contains(mount.Path, f) && !replicated.Any(d => d.Covers(Seen(own, mount.Mount, f))));
        var isKnown = mount.Data.Any(d => d.Kind == DataKind.Sqlite && d.Files.Count > 0);
        return own.IsReadOnly ? "it mounts the volume read-only, and has to write beside the database"
            : mount.Workload.Replicas > 1 ? "several pods of it would overwrite each other's copies"
            : databases is not null && replicated.Length == 0 ? "it replicates no database of this volume"
            : replicated.Length > 0 && Array.TrueForAll(replicated, d => d.Replicas.Count == 0) ? "it says nowhere to replicate to"
            : Array.Exists(replicated, d => d.Replicas.Count > 1) && OneReplica?.Holds(container.Image.Tag) == true
                ? "it takes one replica for a database, and does not start with more"
            : isKnown
                && missing is not null
                && !replicated.Any(d => mount.Data.SelectMany(m => m.Files).Take(1).Any(f => d.Covers(Seen(own, mount.Mount, f))))
                ? $"it does not replicate {missing}"
            : string.Empty;
    }

    /// <summary>Where the replicator's container has a file that the app's has at a path.</summary>
    private static string Seen(VolumeMount own, VolumeMount mount, string file)
    {
        var below = mount.SubPath.Length > 0 ? $"/{mount.SubPath}{file[mount.Path.Length..]}" : file[mount.Path.Length..];
        var isBelow = own.SubPath.Length > 0 && below.StartsWith($"/{own.SubPath}/", StringComparison.Ordinal);
        return own.Path + (isBelow ? below[(own.SubPath.Length + 1)..] : below);
    }
}
