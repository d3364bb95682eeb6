using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The containers of a pod that replicate SQLite, by volume. They copy such databases and nothing else; what one shares with a program is one.
/// </summary>
internal sealed class Replicators(Workload workload)
{
    private static readonly BackupOperator Maker = ShippedOperators.All.First(maker => maker.Mark("replicates").Length > 0);

    private Dictionary<string, (Container First, Container? Second)>? _byVolume;

    /// <summary>What they run, as people say it.</summary>
    public static string Spoken => Maker.Title;

    /// <summary>The first that shares the volume of a mount with another container; null when none does, or when nothing is written there.</summary>
    public Container? Beside(Container container, VolumeMount mount) =>
        mount.IsReadOnly || !(_byVolume ??= ByVolume(workload)).TryGetValue(mount.Volume, out var found) ? null
        : ReferenceEquals(found.First, container) ? found.Second
        : found.First;

    private static Dictionary<string, (Container First, Container? Second)> ByVolume(Workload workload)
    {
        var volumes = new Dictionary<string, (Container First, Container? Second)>(StringComparer.Ordinal);
        foreach (var container in workload.Pod.Containers)
        {
            foreach (var mount in string.Equals(container.Image.Leaf, Maker.Mark("program"), StringComparison.Ordinal) ? container.Mounts : [])
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
}
