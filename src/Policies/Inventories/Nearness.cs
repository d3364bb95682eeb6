using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Which of several manifests of one name an asker means: the one that shares most of its folder.</summary>
public static class Nearness
{
    /// <summary>The nearest candidate, the first of equals; null when there is none.</summary>
    public static T? Nearest<T>(this ImmutableArray<T> candidates, string folder)
        where T : Manifest
    {
        var (best, bestShare) = ((T?)null, -1);
        foreach (var candidate in candidates)
        {
            var share = MountPath.Shared(candidate.Source.Folder, folder);
            if (share > bestShare)
            {
                (best, bestShare) = (candidate, share);
            }
        }

        return best;
    }

    /// <summary>
    /// Whether two manifests without a namespace can be neighbours in one cluster: they lie in one folder, or one below the other.
    /// With a namespace written, the namespace decides.
    /// </summary>
    public static bool SameCopy(Manifest one, Manifest other) =>
        one.Namespace.Length > 0 || MountPath.Overlap(one.Source.Folder, other.Source.Folder);
}
