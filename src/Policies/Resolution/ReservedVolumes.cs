using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// PersistentVolumes that are kept for a claim by its name, be it made already or not. Of several clusters' volumes in one tree the nearest count.
/// </summary>
internal static class ReservedVolumes
{
    /// <summary>The volume that is kept for a claim; null when none is.</summary>
    public static Volume? For(string claim, string ns, string folder, ChainShelves shelves)
    {
        var (best, nearest) = ((Volume?)null, -1);
        foreach (var volume in shelves.VolumesByClaim.At(claim))
        {
            if (IsIn(volume, ns) && MountPath.Shared(volume.Source.Folder, folder) is var share && share > nearest)
            {
                (best, nearest) = (volume, share);
            }
        }

        return best;
    }

    /// <summary>
    /// The volumes that are kept for the claims which a StatefulSet will make of a template, by the numbers of their pods: for each claim the one that it
    /// would be kept once the claim is made.
    /// </summary>
    public static IEnumerable<(int Ordinal, Volume Volume)> For(ClaimTemplate template, Workload workload, ChainShelves shelves)
    {
        Dictionary<int, (Volume Volume, int Share)>? kept = null;
        foreach (var volume in shelves.VolumesByClaim.At(template.Series.Key))
        {
            if (IsIn(volume, workload.Namespace)
                && template.Series.TryNumber(volume.ClaimName, out var ordinal)
                && workload.HasPod(ordinal)
                && MountPath.Shared(volume.Source.Folder, workload.Source.Folder) is var share
                && (kept is null || !kept.TryGetValue(ordinal, out var known) || share > known.Share))
            {
                (kept ??= [])[ordinal] = (volume, share);
            }
        }

        return kept is null ? [] : kept.Select(one => (one.Key, one.Value.Volume));
    }

    private static bool IsIn(Volume volume, string ns) =>
        ns.Length == 0 || volume.ClaimNamespace.Length == 0 || string.Equals(volume.ClaimNamespace, ns, StringComparison.Ordinal);
}
