using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Where a claim's volume is as long as no PersistentVolume says it: somewhere below the share or the folder in which its class makes all of its volumes.
/// </summary>
internal static class VolumeParents
{
    /// <summary>Whether something is known that the volume of a mount is below.</summary>
    public static bool AreKnown(MountFacts mount) => Share(mount).Length > 0 || Folders(mount).Count > 0;

    /// <summary>The folder, within a volume that a job sees, that the volume of a mount is below; null where it is not seen there as a whole.</summary>
    /// <param name="seen">What the job sees.</param>
    /// <param name="mount">The mount.</param>
    public static string? Within(VolumeSource.Plugin seen, MountFacts mount)
    {
        if (seen.NodePath.Length > 0)
        {
            return Folders(mount).FirstOrDefault(folder => MountPath.Contains(seen.NodePath, folder)) is { } parent ? Below(seen.NodePath, parent) : null;
        }

        return Share(mount) is { Length: > 0 } share
            && seen.Share.Length > 0
            && string.Equals(seen.Server, Class(mount)!.Server, StringComparison.OrdinalIgnoreCase)
            && MountPath.Contains(seen.Share, share)
                ? Below(seen.Share, share)
                : null;
    }

    private static StorageClassReference.Known? Class(MountFacts mount) =>
        mount.Claim is { Volume: null, Spec.VolumeName.Length: 0, Class: StorageClassReference.Known known } ? known : null;

    private static string Share(MountFacts mount) =>
        Class(mount) is { Server.Length: > 0, Share: { Length: > 0 } share } ? MountPath.Normalise(share) : string.Empty;

    private static IReadOnlyList<string> Folders(MountFacts mount)
    {
        if (Class(mount) is not { Class: var made })
        {
            return [];
        }

        return made.Parameter("nodePath") is { Length: > 0 } told ? [MountPath.Normalise(told)]
            : ShippedCatalog.Index.Hints.NodeFolders
                .FirstOrDefault(n => string.Equals(n.Provisioner, made.Provisioner, StringComparison.Ordinal))?.Folders ?? [];
    }

    private static string Below(string above, string path) => MountPath.Within(path[(above.Length > 1 ? above.Length : 0)..]);
}
