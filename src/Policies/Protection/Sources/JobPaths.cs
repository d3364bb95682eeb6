using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Which volume a path of a job's container lies in.</summary>
internal sealed class JobPaths(Container container, Workload job)
{
    /// <summary>The folder that commands run in.</summary>
    public string Folder { get; set; } = "/";

    /// <summary>The folder that one command looks from; empty where it is the one it runs in.</summary>
    public string Inner { get; set; } = string.Empty;

    /// <summary>Every volume it sees.</summary>
    public IEnumerable<CopyPlace> All =>
        container.Mounts.Where(m => job.Pod.VolumeNamed(m.Volume)?.Source is not VolumeSource.Projection).Select(m => new CopyPlace.InVolume(m.Volume));

    /// <summary>The places that a word reads: a path may lie in a volume, or above several.</summary>
    public IEnumerable<CopyPlace> Of(string written)
    {
        if (IsElsewhere(written))
        {
            return [new CopyPlace.Elsewhere(written)];
        }

        var path = Path(written);
        var within = Mounted(path);
        var below = container.Mounts.Where(m => MountPath.Contains(path, m.Path) && m != within).Select(m => (CopyPlace)new CopyPlace.InVolume(m.Volume));
        return within is null ? below.Append(new CopyPlace.InContainer(container.Name)) : below.Append(new CopyPlace.InVolume(within.Volume));
    }

    /// <summary>The place that a word is written to.</summary>
    public CopyPlace Target(string written)
    {
        if (written.StartsWith("file://", StringComparison.Ordinal))
        {
            return Target(written["file://".Length..]);
        }

        if (IsElsewhere(written))
        {
            return new CopyPlace.Elsewhere(written);
        }

        var path = Path(written);
        return path.StartsWith("/dev/", StringComparison.Ordinal) ? CopyPlace.Nowhere.Instance
            : Mounted(path) is { } mount ? new CopyPlace.InVolume(mount.Volume)
            : new CopyPlace.InContainer(container.Name);
    }

    private VolumeMount? Mounted(string path) => container.Mounts.Where(m => MountPath.Contains(m.Path, path)).MaxBy(m => m.Path.Length);

    private string Path(string written) => MountPath.Normalise(written.StartsWith('/') ? written : $"{(Inner.Length > 0 ? Inner : Folder)}/{written}");

    /// <summary>Addresses, <c>host:path</c> and <c>remote:path</c>.</summary>
    private static bool IsElsewhere(string written) => !written.StartsWith('/') && written.IndexOf(':', StringComparison.Ordinal) > 0;
}
