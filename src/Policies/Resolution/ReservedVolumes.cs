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
            if (IsIn(volume, ns) && Nearness.Shared(volume.Source.Folder, folder) is var share && share > nearest)
            {
                (best, nearest) = (volume, share);
            }
        }

        return best;
    }

    /// <summary>The volumes that are kept for the claims which a StatefulSet will make of a template, by the numbers of their pods.</summary>
    public static IReadOnlyList<(int Ordinal, Volume Volume)> For(ClaimTemplate template, Workload workload, ChainShelves shelves)
    {
        List<(int Ordinal, Volume Volume)>? kept = null;
        var nearest = -1;
        foreach (var volume in shelves.VolumesByClaim.At(template.Series.Key))
        {
            if (IsIn(volume, workload.Namespace)
                && template.Series.TryNumber(volume.ClaimName, out var ordinal)
                && workload.HasPod(ordinal)
                && Nearness.Shared(volume.Source.Folder, workload.Source.Folder) is var share
                && share >= nearest)
            {
                kept = share > nearest || kept is null ? [] : kept;
                nearest = share;
                kept.Add((ordinal, volume));
            }
        }

        return (IReadOnlyList<(int Ordinal, Volume Volume)>?)kept ?? [];
    }

    private static bool IsIn(Volume volume, string ns) =>
        ns.Length == 0 || volume.ClaimNamespace.Length == 0 || string.Equals(volume.ClaimNamespace, ns, StringComparison.Ordinal);
}
