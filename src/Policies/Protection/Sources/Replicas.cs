using System.Collections.Immutable;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Replicators of SQLite that run beside an app, in its pod.</summary>
internal static class Replicas
{
    private static readonly BackupOperator Maker = ShippedOperators.All.First(o => o.Mark("replicates").Length > 0);

    private static readonly VersionRange? OneReplica = VersionRange.Read(Maker.Mark("one-replica"));

    /// <summary>What the replicators of a pod do about a mount.</summary>
    /// <param name="mount">The mount.</param>
    /// <param name="pod">Its pod.</param>
    /// <param name="mounts">What is behind the mounts of a workload.</param>
    /// <param name="policy">What the household decided.</param>
    /// <param name="backups">Where to add them.</param>
    public static void Add(MountFacts mount, PodView pod, Func<Workload, IReadOnlyList<MountFacts>> mounts, StoragePolicy policy, List<Backup> backups)
    {
        foreach (var (container, own, arguments) in pod.ReplicatorsOf(mount.Mount.Volume))
        {
            if (MountPath.Overlap(own.SubPath, mount.Mount.SubPath))
            {
                backups.Add(Of(mount, container, own, arguments, mounts, policy));
            }
        }
    }

    private static Backup Of(
        MountFacts mount,
        Container container,
        VolumeMount own,
        string[] arguments,
        Func<Workload, IReadOnlyList<MountFacts>> mounts,
        StoragePolicy policy)
    {
        var databases = Databases(mount, container, arguments);
        var replicated = databases?.Where(d => d.Reaches(own.Path)).ToArray() ?? [];
        ReplicaPlace[] places =
            [.. replicated.FirstOrDefault(d => d.Replicas.Count > 0)?.Replicas.Select(r => ReplicaPlace.Of(r, mount, container, mounts, policy)) ?? []];
        var place = Array.Find(places, p => p is { Beside.Length: 0, Obstacle.Length: 0 }) ?? places.FirstOrDefault(ReplicaPlace.None);
        return new Backup
        {
            Source = $"container {container.Name}",
            Target = place.Spoken,
            Address = place.Address,
            Schedule = Recurrence.Always,
            IsProvable = false,
            Evidence = "a replicator has no object that says whether it succeeds",
            Beside = place.Beside,
            Doubt = databases is null && mount.Data.Any(d => d.Kind == DataKind.Sqlite)
                ? $"what container {container.Name} replicates is said by a configuration that is not known"
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
                .FirstOrDefault(f => MountPath.Contains(mount.Path, f) && !replicated.Any(d => d.Covers(own.Path + f[mount.Path.Length..])));
        var isKnown = mount.Data.Any(d => d.Kind == DataKind.Sqlite && d.Files.Count > 0);
        return own.IsReadOnly ? "it mounts the volume read-only, and has to write beside the database"
            : mount.Workload.Replicas > 1 ? "several pods of it would overwrite each other's copies"
            : databases is not null && replicated.Length == 0 ? "it replicates no database of this volume"
            : replicated.Length > 0 && Array.TrueForAll(replicated, d => d.Replicas.Count == 0) ? "it says nowhere to replicate to"
            : Array.Exists(replicated, d => d.Replicas.Count > 1) && OneReplica?.Holds(container.Image.Tag) == true
                ? "it takes one replica for a database, and does not start with more"
            : isKnown
                && missing is not null
                && !replicated.Any(d => mount.Data.SelectMany(m => m.Files).Take(1).Any(f => d.Covers(own.Path + f[mount.Path.Length..])))
                ? $"it does not replicate {missing}"
            : string.Empty;
    }

    /// <summary>The databases that are replicated; null when that is said by something out of sight.</summary>
    private static IReadOnlyList<ReplicatedFile>? Databases(MountFacts mount, Container container, string[] arguments)
    {
        var isValue = false;
        var operands = new List<string>();
        foreach (var argument in arguments)
        {
            if (!isValue && !argument.StartsWith('-'))
            {
                operands.Add(argument);
            }

            isValue = argument is "-config" or "--config" or "-exec" or "--exec" or "-log-level" or "--log-level";
        }

        if (operands.Count > 0)
        {
            return [new ReplicatedFile(MountPath.Normalise(operands[0]), [.. operands.Skip(1)])];
        }

        var at = Array.FindIndex(arguments, a => a is "-config" or "--config");
        var file = Array.Find(
            arguments,
            a => a.StartsWith("-config=", StringComparison.Ordinal) || a.StartsWith("--config=", StringComparison.Ordinal)) is { } written
            ? written[(written.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : Maker.Mark("configuration");
        return Text(mount, container, MountPath.Normalise(file)) is { } text
            && ReplicatedFile.Read(Expanded(text, container)) is { } read
            && !read.Any(d => d.Path.Contains('$', StringComparison.Ordinal))
                ? read
                : null;
    }

    /// <summary>A configuration with what the container's own variables hold put in.</summary>
    private static string Expanded(string text, Container container)
    {
        foreach (var variable in text.Contains('$', StringComparison.Ordinal) ? container.Environment : [])
        {
            if (variable.Value is EnvironmentValue.Literal { Text: var value })
            {
                text = text.Replace($"${{{variable.Name}}}", value, StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static string? Text(MountFacts mount, Container container, string file)
    {
        foreach (var own in container.Mounts.Where(m => MountPath.Contains(m.Path, file)))
        {
            if (mount.Workload.Pod.VolumeNamed(own.Volume)?.Source is VolumeSource.Projection { ConfigMap: { Length: > 0 } name })
            {
                var here = mount.Surroundings.Inventory.ConfigMaps
                    .At(name)
                    .Where(c => c.Namespace.Length == 0
                        || mount.Workload.Namespace.Length == 0
                        || string.Equals(c.Namespace, mount.Workload.Namespace, StringComparison.Ordinal));
                var key = own.SubPath.Length > 0 && own.Path.Length == file.Length ? own.SubPath : file[(own.Path.Length + 1)..];
                return ImmutableArray.CreateRange(here).Nearest(mount.Workload.Source.Folder)?.Entries.GetValueOrDefault(key);
            }
        }

        return null;
    }
}
