using System.Collections.Immutable;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Replicators of SQLite that run beside an app, in its pod.</summary>
internal static class Replicas
{
    private static readonly BackupOperator Maker = ShippedOperators.All.First(o => o.Mark("replicates").Length > 0);

    /// <summary>What the replicators of a pod do about a mount.</summary>
    public static void Add(MountFacts mount, PodView pod, List<Backup> backups)
    {
        foreach (var (container, own, arguments) in pod.ReplicatorsOf(mount.Mount.Volume))
        {
            if (MountPath.Overlap(own.SubPath, mount.Mount.SubPath))
            {
                backups.Add(Of(mount, container, own, arguments));
            }
        }
    }

    private static Backup Of(MountFacts mount, Container container, VolumeMount own, string[] arguments)
    {
        var databases = Databases(mount, container, arguments);
        var replicated = databases?.Where(d => MountPath.Contains(own.Path, d.Path)).ToArray() ?? [];
        var replica = Array.Find(replicated, d => d.Replicas.Count > 0)?.Replicas[0] ?? string.Empty;
        var isInPod = replica.StartsWith("file://", StringComparison.Ordinal) || replica.StartsWith('/');
        return new Backup
        {
            Source = $"container {container.Name}",
            Target = replica.Split('?')[0],
            Schedule = Recurrence.Always,
            IsProvable = false,
            Evidence = "a replicator has no object that says whether it succeeds",
            Beside = isInPod
                && container.Mounts.Any(m => string.Equals(m.Volume, own.Volume, StringComparison.Ordinal)
                    && MountPath.Contains(m.Path, MountPath.Normalise(replica.Replace("file://", string.Empty, StringComparison.Ordinal))))
                ? "the same volume"
                : string.Empty,
            Doubt = databases is null && mount.Data.Any(d => d.Kind == DataKind.Sqlite)
                ? $"what container {container.Name} replicates is said by a configuration that is not in sight"
                : string.Empty,
            Grade = databases is null ? Grade.Declared : Grade.Scheduled,
            Obstacle = Obstacle(mount, container, own, databases, replicated),
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
            return [new ReplicatedFile(MountPath.Normalise(operands[0]), [.. operands.Skip(1)], IsFolder: false)];
        }

        var at = Array.FindIndex(arguments, a => a is "-config" or "--config");
        var file = Array.Find(
            arguments,
            a => a.StartsWith("-config=", StringComparison.Ordinal) || a.StartsWith("--config=", StringComparison.Ordinal)) is { } written
            ? written[(written.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : Maker.Mark("configuration");
        return Text(mount, container, MountPath.Normalise(file)) is { } text ? ReplicatedFile.Read(text) : null;
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
