using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Sources;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The containers of a pod that replicate SQLite, by volume. They copy such databases and nothing else; what one shares with a program is one.
/// </summary>
internal sealed class Replicators(Workload workload, Shelf<ConfigMap> configMaps)
{
    private static readonly Dictionary<string, (Container First, Container? Second)> None = [];

    private static readonly BackupOperator Maker = ShippedOperators.All.First(maker => maker.Mark("replicates").Length > 0);

    private Dictionary<string, (Container First, Container? Second)>? _byVolume;

    /// <summary>What they run, as people say it.</summary>
    public static string Spoken => Maker.Title;

    /// <summary>The first that shares the volume of a mount with another container; null when none does, or when nothing is written there.</summary>
    public Container? Beside(Container container, VolumeMount mount) =>
        mount.IsReadOnly || !(_byVolume ??= ByVolume()).TryGetValue(mount.Volume, out var found) ? null
        : ReferenceEquals(found.First, container) ? found.Second
        : found.First;

    private Dictionary<string, (Container First, Container? Second)> ByVolume()
    {
        List<Container>? all = null;
        foreach (var container in workload.Pod.Containers)
        {
            if (string.Equals(container.Image.Leaf, Maker.Mark("program"), StringComparison.Ordinal))
            {
                (all ??= []).Add(container);
            }
        }

        return all is null ? None : ByVolume(all);
    }

    private Dictionary<string, (Container First, Container? Second)> ByVolume(List<Container> all)
    {
        var volumes = new Dictionary<string, (Container First, Container? Second)>(StringComparer.Ordinal);
        var replicated = Replicated(all);
        foreach (var container in all)
        {
            foreach (var mount in container.Mounts.Where(m => replicated?.Contains(m.Volume) != false))
            {
                if (!volumes.TryGetValue(mount.Volume, out var known))
                {
                    volumes[mount.Volume] = (container, null);
                }
                else if (known.Second is null && !ReferenceEquals(known.First, container))
                {
                    volumes[mount.Volume] = (known.First, container);
                }
            }
        }

        return volumes;
    }

    /// <summary>The volumes in which databases are that are replicated; null where nothing known tells. Others may be where copies go.</summary>
    private HashSet<string>? Replicated(List<Container> all)
    {
        HashSet<string>? volumes = null;
        foreach (var container in all)
        {
            if (PodView.Arguments(container) is not { } arguments)
            {
                continue;
            }

            if (ReplicatorSettings.Databases(workload, container, arguments, configMaps) is not { } databases)
            {
                return null;
            }

            (volumes ??= new HashSet<string>(StringComparer.Ordinal))
                .UnionWith(container.Mounts.Where(m => databases.Any(d => d.Reaches(m.Path))).Select(m => m.Volume));
        }

        return volumes;
    }
}
