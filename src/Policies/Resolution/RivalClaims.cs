using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Claims that may be bound to the same PersistentVolume. The binder gives a volume to one claim, and only the first claims of a class that provisions, or
/// of none where the cluster may have a default, find one that waits: the others get a volume made for them.
/// </summary>
internal static class RivalClaims
{
    /// <summary>Those of the volumes that fit a claim which are not rather another claim's.</summary>
    /// <param name="spec">The claim.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="candidates">The volumes that fit it.</param>
    /// <param name="shelves">What else there is.</param>
    public static List<Volume> Left(ClaimSpec spec, string folder, IReadOnlyList<Volume> candidates, ChainShelves shelves)
    {
        var left = new List<Volume>();
        foreach (var volume in candidates)
        {
            if (!Rivals(spec, volume, shelves).Any(rival => Closeness(rival.Spec, rival.Folder, volume).CompareTo(Closeness(spec, folder, volume)) > 0))
            {
                left.Add(volume);
            }
        }

        return left;
    }

    /// <summary>How many others may get the volumes as well as a claim.</summary>
    public static int Count(ClaimSpec spec, string folder, IReadOnlyList<Volume> volumes, ChainShelves shelves) => volumes
        .SelectMany(volume => Rivals(spec, volume, shelves)
            .Where(rival => Closeness(rival.Spec, rival.Folder, volume) == Closeness(spec, folder, volume))
            .Select(rival => rival.Spec))
        .Distinct(ReferenceEqualityComparer.Instance)
        .Count();

    /// <summary>The other claims of the class of a volume that it fits, and for which no other is kept, made already or not.</summary>
    private static IEnumerable<(ClaimSpec Spec, string Folder)> Rivals(ClaimSpec spec, Volume volume, ChainShelves shelves)
    {
        foreach (var claim in shelves.Rivals is { } claims ? claims.At(volume.ClassName) : [])
        {
            if (IsRival(claim.Spec, spec, volume) && ReservedVolumes.For(claim.Name, claim.Namespace, claim.Source.Folder, shelves) is null)
            {
                yield return (claim.Spec, claim.Source.Folder);
            }
        }

        foreach (var maker in shelves.RivalMakers is { } makers ? makers.At(volume.ClassName) : [])
        {
            foreach (var template in maker.ClaimTemplates)
            {
                if (string.Equals(template.Spec.Class.Name, volume.ClassName, StringComparison.Ordinal)
                    && IsRival(template.Spec, spec, volume)
                    && !IsMade(template, maker, shelves)
                    && !ReservedVolumes.For(template, maker, shelves).Any())
                {
                    yield return (template.Spec, maker.Source.Folder);
                }
            }
        }
    }

    private static bool IsRival(ClaimSpec other, ClaimSpec spec, Volume volume) =>
        !ReferenceEquals(other, spec) && other.VolumeName.Length == 0 && StaticVolumes.Fits(volume, other);

    /// <summary>Whether the claims of a template are there already, and so rivals themselves, or bound.</summary>
    private static bool IsMade(ClaimTemplate template, Workload maker, ChainShelves shelves)
    {
        foreach (var claim in shelves.Rivals is { } claims ? claims.At(template.Spec.Class.Name) : [])
        {
            if (string.Equals(claim.Namespace, maker.Namespace, StringComparison.Ordinal) && template.Series.TryNumber(claim.Name, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How likely a claim and a volume were written for each other: their folders first, then whether they are of one size.</summary>
    private static (int Shared, bool IsOfSize) Closeness(ClaimSpec spec, string folder, Volume volume) =>
        (MountPath.Shared(volume.Source.Folder, folder), spec.Size > 0 && spec.Size == volume.Size);
}
