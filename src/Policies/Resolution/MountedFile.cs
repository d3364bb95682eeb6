using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What a file of a container is a key of.</summary>
/// <param name="Source">The ConfigMap or the Secret.</param>
/// <param name="Key">Its key.</param>
internal readonly record struct MountedFile(VolumeSource.Projection Source, string Key)
{
    /// <summary>The key that a path leads to; null where no ConfigMap and no Secret is mounted there.</summary>
    public static MountedFile? At(string path, Container container, PodTemplate pod)
    {
        foreach (var mount in container.Mounts)
        {
            if (MountPath.Contains(mount.Path, path)
                && pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.Projection source
                && $"{mount.SubPath}/{path[mount.Path.Length..]}".Trim('/') is { Length: > 0 } name
                && (source.Items.Count == 0 || source.Items.ContainsKey(name)))
            {
                return new MountedFile(source, source.Items.GetValueOrDefault(name, name));
            }
        }

        return null;
    }
}
