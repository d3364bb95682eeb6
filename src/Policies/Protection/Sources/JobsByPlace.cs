using System.Collections.Concurrent;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// CronJobs by what holds the bytes that they mount. The shelves of the inventory lead to them, so that neither a question nor a change of the cluster takes a
/// look at each: to those with such a volume of their own, and through PersistentVolumes and the claims these are for, or may become for, to the others.
/// </summary>
internal sealed class JobsByPlace(Inventory inventory)
{
    /// <summary>The jobs of a place, for whoever asks next: many mounts are below one. Places that nothing mounts have no end.</summary>
    private readonly ConcurrentDictionary<(string Kind, string Place), NearestJobs> _known = new();

    /// <summary>The jobs that are named, and those that may see one of some places as a whole, each once, by namespace and as they are written.</summary>
    /// <param name="places">The places.</param>
    /// <param name="named">The jobs that are named.</param>
    /// <param name="asker">Whose mount it is.</param>
    public IEnumerable<Workload> Seeing(IEnumerable<VolumeSource.Plugin> places, IEnumerable<Workload> named, Workload asker)
    {
        var found = new HashSet<Workload>(named, ReferenceEqualityComparer.Instance);
        foreach (var key in places.SelectMany(PlaceKeys.Above))
        {
            if (!inventory.CopiersByPlace.At(key.Kind, key.Place).IsEmpty || !inventory.VolumesByPlace.At(key.Kind, key.Place).IsEmpty)
            {
                found.UnionWith(_known.GetOrAdd(key, At).To(asker));
            }
        }

        return found.Count < 2 ? found : found.OrderBy(job => job.Namespace, StringComparer.Ordinal).ThenBy(job => job, WrittenOrder.Instance);
    }

    /// <summary>Each name is looked up once: copies of a cluster have many volumes and claims of one name.</summary>
    private NearestJobs At((string Kind, string Place) at) => NearestJobs.Of(
    [
        .. inventory.CopiersByPlace.At(at.Kind, at.Place),
        .. inventory.VolumesByPlace.At(at.Kind, at.Place)
            .DistinctBy(volume => (volume.Name, volume.ClaimName, volume.ClassName))
            .SelectMany(ClaimsOn)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(name => inventory.Copiers.At(name)),
    ]);

    /// <summary>The names of the claims that are, or may be, on a volume.</summary>
    private IEnumerable<string> ClaimsOn(Volume volume)
    {
        var asking = inventory.ClaimsByVolume.At(volume.Name).Select(claim => claim.Name);
        return volume.ClaimName.Length > 0 ? asking.Prepend(volume.ClaimName)
            : asking.Any() ? asking
            : inventory.ClaimsByClass.At(volume.ClassName).Concat(inventory.ClaimsByClass.At(string.Empty)).Select(claim => claim.Name);
    }
}
