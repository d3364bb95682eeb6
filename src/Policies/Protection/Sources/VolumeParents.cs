using System.Collections.Frozen;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// What a volume is below: the share or the folder of another, and, as long as no PersistentVolume says where a claim's is, that in which its class makes all
/// of its volumes.
/// </summary>
internal static class VolumeParents
{
    private static readonly VolumeSource.Plugin Unnamed = new(string.Empty, FrozenDictionary<string, string>.Empty);

    /// <summary>All that is known of what the volume of a mount is below.</summary>
    public static IReadOnlyList<VolumeSource.Plugin> Of(MountFacts mount) =>
    [
        .. Share(mount) is { Length: > 0 } share ? [Unnamed with { Server = Class(mount)!.Server, Share = share }] : Array.Empty<VolumeSource.Plugin>(),
        .. Folders(mount).Select(folder => Unnamed with { NodePath = folder }),
    ];

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

    /// <summary>
    /// The path, within what a job sees, of the bytes of a volume: it sees the same folder of the node or one above, the same share or one above, or the same
    /// handle. Empty where it sees just them; null where it does not.
    /// </summary>
    public static string? Below(VolumeSource.Plugin seen, VolumeSource.Plugin volume)
    {
        if (volume.NodePath.Length > 0 && seen.NodePath.Length > 0 && MountPath.Contains(seen.NodePath, volume.NodePath))
        {
            return Rest(seen.NodePath, volume.NodePath);
        }

        if (volume is { Server.Length: > 0, Share.Length: > 0 }
            && seen.Share.Length > 0
            && string.Equals(seen.Server, volume.Server, StringComparison.OrdinalIgnoreCase)
            && MountPath.Contains(seen.Share, volume.Share))
        {
            return Rest(seen.Share, volume.Share);
        }

        return volume.Handle.Length > 0
            && string.Equals(seen.Name, volume.Name, StringComparison.Ordinal)
            && string.Equals(seen.Handle, volume.Handle, StringComparison.Ordinal)
                ? string.Empty
                : null;
    }

    private static StorageClassReference.Known? Class(MountFacts mount) =>
        mount.Claim is { Volume: null, Spec.VolumeName.Length: 0, Class: StorageClassReference.Known known } ? known : null;

    private static string Share(MountFacts mount) =>
        Class(mount) is { Server.Length: > 0, Share: { Length: > 0 } share } ? MountPath.Normalise(share) : string.Empty;

    private static IReadOnlyList<string> Folders(MountFacts mount) =>
        Class(mount) is not { Class: var made } ? OfUnwrittenClass(mount)
        : made.Parameter("nodePath") is { Length: > 0 } told ? [MountPath.Normalise(told)]
        : Folders(n => string.Equals(n.Provisioner, made.Provisioner, StringComparison.Ordinal));

    /// <summary>A distribution brings its own class, which is in no file: what is known by the class's name makes its volumes in the usual folder.</summary>
    private static IReadOnlyList<string> OfUnwrittenClass(MountFacts mount) =>
        mount.Claim is { Volume: null, Spec.VolumeName.Length: 0, Class: StorageClassReference.Missing }
        && mount.Backend is Backend.Known { Family: { Length: > 0 } family }
            ? Folders(n => string.Equals(ShippedCatalog.Index.FindBackend(n.Provisioner)?.Family, family, StringComparison.Ordinal))
            : [];

    private static IReadOnlyList<string> Folders(Func<NodeFolders, bool> isMeant) =>
        ShippedCatalog.Index.Hints.NodeFolders.FirstOrDefault(isMeant)?.Folders ?? [];

    private static string Below(string above, string path) => MountPath.Within(Rest(above, path));

    private static string Rest(string above, string path) => path[(above.Length > 1 ? above.Length : 0)..];
}
