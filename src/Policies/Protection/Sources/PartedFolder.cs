using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A folder of an app's data that was given a volume of its own, of which nothing is known but what is around it.</summary>
internal static class PartedFolder
{
    /// <summary>Of a pod with more mounts nobody waits until all are compared with each other.</summary>
    private const int MostMounts = 64;

    /// <summary>Whether the folder around it is backed up, so that it was left out.</summary>
    public static bool IsLeftOut(MountFacts mount, ProtectionResolver resolver, ProtectionResolver? places)
    {
        if (mount.Beside is not { Mounts: { Count: > 1 and <= MostMounts } all } || !MayBe(mount))
        {
            return false;
        }

        for (var i = 0; i < all.Count; i++)
        {
            if (IsAround(all[i], mount) && resolver.Found(all[i], places).Best is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a mount is on another volume and has a folder around that of the second one.</summary>
    private static bool IsAround(MountFacts other, MountFacts mount) =>
        other is { IsEphemeral: false, Claim: not null }
        && ReferenceEquals(other.Workload, mount.Workload)
        && string.Equals(other.Container.Name, mount.Container.Name, StringComparison.Ordinal)
        && other.Path.Length < mount.Path.Length
        && MountPath.Contains(other.Path, mount.Path)
        && !string.Equals(other.Volume.Name, mount.Volume.Name, StringComparison.Ordinal);

    /// <summary>Whether the catalog knows the app, and has no word of this folder.</summary>
    private static bool MayBe(MountFacts mount)
    {
        for (var i = 0; i < mount.Data.Count; i++)
        {
            if (mount.Data[i] is not { Certainty: Certainty.Guessed, Doubt.Length: 0, Traits.IsDatabase: false })
            {
                return false;
            }
        }

        return mount is { App: not null, Claim: not null };
    }
}
