using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Sources;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The containers of a pod that replicate SQLite, by volume. They copy such databases and nothing else; what one shares with a program is one, where it is
/// told of a database in the part of the volume that the program sees.
/// </summary>
internal sealed class Replicators(Workload workload, Shelf<ConfigMap> configMaps)
{
    private static readonly Dictionary<string, List<Share>> None = [];

    private static readonly BackupOperator Maker = ShippedOperators.All.First(maker => maker.Mark("replicates").Length > 0);

    /// <summary>Who shares a volume is looked at one by one, for each mount; past so many it is not told who has which part.</summary>
    private const int Most = 32;

    private Dictionary<string, List<Share>>? _byVolume;
    private ILookup<string, (string Name, VolumeMount Mount)>? _writers;

    /// <summary>What they run, as people say it.</summary>
    public static string Spoken => Maker.Title;

    /// <summary>
    /// The first that replicates what another container has mounted; null when none does, when nothing is written there, or for one that only restores.
    /// </summary>
    public (Container Replicator, bool IsSure)? Beside(Container container, VolumeMount mount)
    {
        if (mount.IsReadOnly
            || (container.Role == ContainerRole.Init && IsReplicator(container))
            || !(_byVolume ??= ByVolume()).TryGetValue(mount.Volume, out var shares))
        {
            return null;
        }

        foreach (var share in shares)
        {
            if (!ReferenceEquals(share.Container, container) && (shares.Count > Most || share.IsOf(mount)))
            {
                return (share.Container, IsSure(mount));
            }
        }

        return null;
    }

    /// <summary>Whether it can be no other's database: nobody else writes there.</summary>
    private bool IsSure(VolumeMount mount)
    {
        _writers ??= workload.Pod.Containers
            .Where(c => c.Role != ContainerRole.Init && !IsReplicator(c))
            .SelectMany(c => c.Mounts.Where(m => !m.IsReadOnly).DistinctBy(m => (m.Volume, m.SubPath)), (c, m) => (c.Name, Mount: m))
            .ToLookup(w => w.Mount.Volume, StringComparer.Ordinal);
        return _writers[mount.Volume].Take(Most + 1).ToArray() is var writers
            && writers.Length <= Most
            && writers.Where(w => MountPath.Overlap(w.Mount.SubPath, mount.SubPath)).DistinctBy(w => w.Name, StringComparer.Ordinal).Count() <= 1;
    }

    private static bool IsReplicator(Container container) => container.Image.IsCalled(Maker.Mark("program"));

    private Dictionary<string, List<Share>> ByVolume()
    {
        List<Container>? all = null;
        foreach (var container in workload.Pod.Containers)
        {
            if (IsReplicator(container))
            {
                (all ??= []).Add(container);
            }
        }

        return all is null ? None : ByVolume(all);
    }

    private Dictionary<string, List<Share>> ByVolume(List<Container> all)
    {
        var volumes = new Dictionary<string, List<Share>>(StringComparer.Ordinal);
        foreach (var (container, databases) in Told(all))
        {
            foreach (var mount in container.Mounts.Where(m => databases?.Any(d => d.Reaches(m.Path)) != false))
            {
                (volumes.TryGetValue(mount.Volume, out var known) ? known : volumes[mount.Volume] = []).Add(new Share(container, mount, databases));
            }
        }

        return volumes;
    }

    /// <summary>
    /// The containers with the databases that they are told of; null where nothing known tells. One that only restores says nothing where another says
    /// what is replicated.
    /// </summary>
    private IEnumerable<(Container Container, IReadOnlyList<ReplicatedFile>? Databases)> Told(List<Container> all)
    {
        var told = all.ConvertAll(container => (Container: container, Arguments: PodView.Arguments(container)));
        var isSaid = told.Exists(t => t.Arguments is not null);
        return told
            .Where(t => !isSaid || t.Arguments is not null)
            .Select(t => (t.Container, t.Arguments is { } said ? ReplicatorSettings.Databases(workload, t.Container, said, configMaps) : null));
    }

    /// <summary>A volume of a replicator, with what it is told to replicate; null where that is not known.</summary>
    private sealed record Share(Container Container, VolumeMount Own, IReadOnlyList<ReplicatedFile>? Databases)
    {
        public bool IsOf(VolumeMount mount) =>
            MountPath.Overlap(Own.SubPath, mount.SubPath) && Databases?.Any(d => d.Reaches(Own.Path) && d.IsWithin(Own, mount)) != false;
    }
}
