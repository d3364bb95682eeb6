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

    /// <summary>The volumes that are kept for the claims which a StatefulSet will make of a template, the first pod's first.</summary>
    public static IReadOnlyList<Volume> For(ClaimTemplate template, Workload workload, ChainShelves shelves)
    {
        List<(int Ordinal, Volume Volume)>? kept = null;
        var nearest = -1;
        foreach (var volume in shelves.VolumesByClaim.At(template.Series.Key))
        {
            if (IsIn(volume, workload.Namespace)
                && template.Series.TryNumber(volume.ClaimName, out var ordinal)
                && IsMade(ordinal, workload)
                && Nearness.Shared(volume.Source.Folder, workload.Source.Folder) is var share
                && share >= nearest)
            {
                kept = share > nearest || kept is null ? [] : kept;
                nearest = share;
                kept.Add((ordinal, volume));
            }
        }

        return kept is null ? [] : [.. kept.OrderBy(k => k.Ordinal).Select(k => k.Volume)];
    }

    /// <summary>Whether there is a pod of this number. One that rests at no replicas is judged by its first.</summary>
    private static bool IsMade(int ordinal, Workload workload) =>
        ordinal >= workload.FirstOrdinal && ordinal - workload.FirstOrdinal < Math.Max(1, workload.Replicas);

    private static bool IsIn(Volume volume, string ns) =>
        ns.Length == 0 || volume.ClaimNamespace.Length == 0 || string.Equals(volume.ClaimNamespace, ns, StringComparison.Ordinal);
}
