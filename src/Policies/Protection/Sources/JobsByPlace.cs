using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// CronJobs by what holds the bytes that they mount. The shelves of the inventory lead to them, so that neither a question nor a change of the cluster takes a
/// look at each: to those with such a volume of their own, and through PersistentVolumes and the claims these are for, or may become for, to the others.
/// </summary>
internal static class JobsByPlace
{
    /// <summary>The jobs that are named, and those that may see one of some places as a whole, each once, by namespace and as they are written.</summary>
    public static IEnumerable<Workload> Seeing(IEnumerable<VolumeSource.Plugin> places, IEnumerable<Workload> named, Inventory inventory)
    {
        var found = new HashSet<Workload>(named, ReferenceEqualityComparer.Instance);
        var claims = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (kind, place) in places.SelectMany(PlaceKeys.Above))
        {
            found.UnionWith(inventory.CopiersByPlace.At(kind, place));

            // Copies of a cluster have many volumes of one name in one place.
            foreach (var volume in inventory.VolumesByPlace.At(kind, place).DistinctBy(v => (v.Name, v.ClaimName, v.ClassName)))
            {
                claims.UnionWith(ClaimsOn(volume, inventory));
            }
        }

        foreach (var name in claims)
        {
            found.UnionWith(inventory.Copiers.At(name));
        }

        return found.Count < 2 ? found : found.OrderBy(job => job.Namespace, StringComparer.Ordinal).ThenBy(job => job, WrittenOrder.Instance);
    }

    /// <summary>The names of the claims that are, or may be, on a volume.</summary>
    private static IEnumerable<string> ClaimsOn(Volume volume, Inventory inventory)
    {
        if (volume.ClaimName.Length > 0)
        {
            return inventory.ClaimsByVolume.At(volume.Name).Select(claim => claim.Name).Prepend(volume.ClaimName);
        }

        return inventory.ClaimsByVolume.At(volume.Name) is { IsEmpty: false } asking
            ? asking.Select(claim => claim.Name)
            : inventory.ClaimsByClass.At(volume.ClassName).Concat(inventory.ClaimsByClass.At(string.Empty)).Select(claim => claim.Name);
    }
}
