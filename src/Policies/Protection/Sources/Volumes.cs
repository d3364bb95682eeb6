using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What makers of backups ask of a volume.</summary>
internal static class Volumes
{
    private static readonly Metadata Nothing = new();

    /// <summary>Labels and annotations of the claim, made or to be made.</summary>
    public static Metadata Metadata(MountFacts mount) => mount.Claim?.Claim?.Metadata ?? mount.Claim?.Template?.Metadata ?? Nothing;

    /// <summary>
    /// Whether it is a hostPath, which is not the same as a local volume. As long as there is no volume, a directory of the node will be one, unless
    /// its maker is known for, or told to make, the other.
    /// </summary>
    public static bool IsHostPath(MountFacts mount)
    {
        if (Plugin(mount) is { } plugin)
        {
            return plugin.Name is VolumeSource.Plugin.HostPath;
        }

        if (mount.Claim is not { } claim || mount.Backend is Backend.Known { Traits.Protocol: not Protocol.Directory } or not Backend.Known)
        {
            return false;
        }

        var hints = ShippedCatalog.Index.Hints;
        var storageClass = (claim.Class as StorageClassReference.Known)?.Class;

        // The name of a CSI driver has no slash, and what such a driver makes is no hostPath, wherever it keeps it.
        return (storageClass is not { Provisioner: var maker } || (maker.Contains('/') && !hints.LocalVolumes.Contains(maker, StringComparer.Ordinal)))
            && !hints.LocalVolumeMarks.Any(mark => IsLocal(Metadata(mount), mark) || (storageClass is not null && IsLocal(storageClass.Metadata, mark)));
    }

    /// <summary>What it may be by the field of a pod or of a PersistentVolume that would say so; none where nothing tells.</summary>
    public static IReadOnlyList<string> Types(MountFacts mount) => mount switch
    {
        { Volume.Source: VolumeSource.EmptyDirectory } => ["emptyDir"],
        { Volume.Source: VolumeSource.Projection } => ["configMap", "downwardAPI", "projected", "secret"],
        _ when IsHostPath(mount) => ["hostPath"],
        _ when Plugin(mount) is { } plugin => plugin.Server.Length > 0 && !plugin.Name.Contains('.') ? ["nfs"]
            : plugin.NodePath.Length > 0 ? ["local"]
            : IsDriver(plugin.Name) ? ["csi"]
            : [],
        { Claim.Class: StorageClassReference.Known { Class.Provisioner: var maker } } when IsDriver(maker) => ["csi"],
        { Claim: not null, Backend: Backend.Known { Traits.Protocol: Protocol.Directory } } => ["hostPath", "local"],
        _ => [],
    };

    /// <summary>The name of a CSI driver has a domain, and no slash.</summary>
    private static bool IsDriver(string name) => name.Contains('.') && !name.Contains('/');

    /// <summary>What holds the bytes, where an object says so.</summary>
    public static VolumeSource.Plugin? Plugin(MountFacts mount) => Plugin(mount.Claim, mount.Volume);

    /// <summary>The same of a volume that need not be mounted.</summary>
    public static VolumeSource.Plugin? Plugin(ClaimLink? claim, PodVolume volume) => claim?.Volume?.Backing ?? volume.Source as VolumeSource.Plugin;

    /// <summary>The name of the claim, or of the first that will be made; empty for an inline volume.</summary>
    public static string ClaimName(MountFacts mount) =>
        mount.Claim is not { } claim
            ? string.Empty
            : claim.FutureName.Length > 0 ? claim.FutureName
            : claim.Claim?.Name ?? claim.Name;

    /// <summary>Whether a claim of another workload's is the mount's own. That of another replica is not.</summary>
    public static bool IsClaim(MountFacts mount, string name) => mount.Claim is not null && string.Equals(ClaimName(mount), name, StringComparison.Ordinal);

    private static bool IsLocal(Metadata metadata, string annotation) => metadata.Annotations.TryGetValue(annotation, out var type) && type is "local";
}
