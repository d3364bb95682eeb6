using System.Buffers;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Which volume a path of a job's container lies in.</summary>
internal sealed class JobPaths(Container container, Workload job)
{
    /// <summary>What may stand for any name.</summary>
    private static readonly SearchValues<char> OfPatterns = SearchValues.Create("*?[{" + ShellText.Open + ShellText.OpenName);

    /// <summary>The folder that a container starts in.</summary>
    public string Start => container.WorkingDirectory.Length > 0 ? container.WorkingDirectory : "/";

    /// <summary>The folder that a command runs in.</summary>
    public string Folder { get; set; } = container.WorkingDirectory.Length > 0 ? container.WorkingDirectory : "/";

    /// <summary>The folder that one command looks from; empty where it is the one it runs in.</summary>
    public string Inner { get; set; } = string.Empty;

    /// <summary>Every volume it sees.</summary>
    public IEnumerable<CopyPlace> All =>
        container.Mounts
            .Where(m => job.Pod.VolumeNamed(m.Volume)?.Source is not VolumeSource.Projection)
            .Select(m => new CopyPlace.InVolume(m.Volume, m.SubPath) { Seen = m.Path });

    /// <summary>The places that a word reads: a path may lie in a volume, or above several.</summary>
    public IEnumerable<CopyPlace> Of(string written)
    {
        if (IsElsewhere(written))
        {
            return [new CopyPlace.Elsewhere(written)];
        }

        var full = Full(written, Inner);
        if (full.StartsWith(ShellText.Open, StringComparison.Ordinal))
        {
            return [new CopyPlace.OutOfSight(full)];
        }

        var (path, pattern) = Parted(full);
        var within = Mounted(path);
        var below = container.Mounts
            .Where(m => MountPath.Contains(path, m.Path)
                && m != within
                && (pattern.Length == 0 || CopyPattern.Names(pattern, m.Path[(path.Length > 1 ? path.Length : 0)..])))
            .Select(m => (CopyPlace)new CopyPlace.InVolume(m.Volume, m.SubPath) { Seen = m.Path });
        return below.Append(within is null ? new CopyPlace.InContainer(container.Name, path[1..]) : InVolume(within, path) with { Pattern = pattern });
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

        var full = Full(written, string.Empty);
        if (full.StartsWith(ShellText.Open, StringComparison.Ordinal))
        {
            return new CopyPlace.OutOfSight(full);
        }

        var (path, pattern) = Parted(full);
        return path.StartsWith("/dev/", StringComparison.Ordinal) ? CopyPlace.Nowhere.Instance
            : Mounted(path) is { } mount ? InVolume(mount, path) with { Pattern = pattern }
            : new CopyPlace.InContainer(container.Name, path[1..]);
    }

    private static CopyPlace.InVolume InVolume(VolumeMount mount, string path) =>
        new(mount.Volume, MountPath.Within($"{mount.SubPath}/{path[(mount.Path.Length > 1 ? mount.Path.Length : 0)..]}")) { Seen = path };

    private VolumeMount? Mounted(string path) => container.Mounts.Where(m => MountPath.Contains(m.Path, path)).MaxBy(m => m.Path.Length);

    /// <summary>A path from the root, or from what nobody can tell.</summary>
    private string Full(string written, string inner) => Absolute(Absolute(Folder, inner), written);

    private static string Absolute(string folder, string path) =>
        path.Length == 0 ? folder : path[0] == '/' || path.StartsWith(ShellText.Open, StringComparison.Ordinal) ? path : $"{folder}/{path}";

    /// <summary>A path up to where a pattern begins, and the pattern.</summary>
    private static (string Path, string Pattern) Parted(string full)
    {
        var pattern = full.AsSpan().IndexOfAny(OfPatterns);
        var end = pattern < 0 ? full.Length : full.LastIndexOf('/', pattern) + 1;
        return (MountPath.Normalise(full[..end]), full[end..]);
    }

    /// <summary>Addresses, <c>host:path</c> and <c>remote:path</c>.</summary>
    private static bool IsElsewhere(string written) =>
        !written.StartsWith('/')
            && !written.StartsWith(ShellText.Open, StringComparison.Ordinal)
            && written.Contains(':', StringComparison.Ordinal);
}
