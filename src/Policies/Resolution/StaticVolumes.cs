using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>PersistentVolumes that wait for any claim that fits, as the volume binder would match them.</summary>
internal static class StaticVolumes
{
    public static IReadOnlyList<Volume> For(ClaimSpec spec, StorageClassReference storageClass, ChainShelves shelves, string folder)
    {
        // A claim without a class only meets volumes without one: where a default class exists, the API server writes it into the claim.
        var className = storageClass is StorageClassReference.Known { ByDefault: true } && spec.Selector is not null ? string.Empty : storageClass.Name;

        // Only the nearest count: a tree of several clusters holds the volumes of all of them.
        List<Volume>? fitting = null;
        var nearest = -1;
        foreach (var volume in shelves.FreeVolumes.At(className))
        {
            if (Fits(volume, spec)
                && shelves.ClaimsByVolume.At(volume.Name).IsEmpty
                && MountPath.Shared(volume.Source.Folder, folder) is var share
                && share >= nearest)
            {
                fitting = share > nearest || fitting is null ? [] : fitting;
                nearest = share;
                fitting.Add(volume);
            }
        }

        return fitting is null ? [] : Smallest(fitting, spec);
    }

    /// <summary>Whether a volume serves a claim of its class.</summary>
    public static bool Fits(Volume volume, ClaimSpec spec) =>
        (volume.AccessModes & spec.AccessModes) == spec.AccessModes
        && volume.IsBlock == spec.IsBlock
        && (volume.Size == 0 || spec.Size <= volume.Size)
        && spec.Selector?.Matches(volume.Metadata.Labels) is not false;

    /// <summary>The binder takes the smallest volume that is large enough; equals remain.</summary>
    private static List<Volume> Smallest(List<Volume> fitting, ClaimSpec spec)
    {
        if (fitting.Count == 1 || spec.Size == 0)
        {
            return fitting;
        }

        var smallest = fitting.Min(v => v.Size);
        return fitting.FindAll(v => v.Size == smallest);
    }
}
