using System.Buffers;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Which volume a path of a job's container lies in.</summary>
internal sealed class JobPaths(Container container, Workload job)
{
    /// <summary>What may stand for any name.</summary>
    private static readonly SearchValues<char> OfPatterns = SearchValues.Create("*?[{" + ShellWords.Open + ShellWords.OpenName);

    /// <summary>The folder that commands run in.</summary>
    public string Folder { get; set; } = container.WorkingDirectory.Length > 0 ? container.WorkingDirectory : "/";

    /// <summary>The folder that one command looks from; empty where it is the one it runs in.</summary>
    public string Inner { get; set; } = string.Empty;

    /// <summary>Every volume it sees.</summary>
    public IEnumerable<CopyPlace> All =>
        container.Mounts
            .Where(m => job.Pod.VolumeNamed(m.Volume)?.Source is not VolumeSource.Projection)
            .Select(m => new CopyPlace.InVolume(m.Volume, m.SubPath));

    /// <summary>The places that a word reads: a path may lie in a volume, or above several.</summary>
    public IEnumerable<CopyPlace> Of(string written)
    {
        if (IsElsewhere(written))
        {
            return [new CopyPlace.Elsewhere(written)];
        }

        if (IsOpen(written))
        {
            return [new CopyPlace.OutOfSight(written)];
        }

        var path = Path(written);
        var within = Mounted(path);
        var below = container.Mounts
            .Where(m => MountPath.Contains(path, m.Path) && m != within)
            .Select(m => (CopyPlace)new CopyPlace.InVolume(m.Volume, m.SubPath));
        return below.Append(within is null ? new CopyPlace.InContainer(container.Name, path[1..]) : InVolume(within, path));
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

        if (IsOpen(written))
        {
            return new CopyPlace.OutOfSight(written);
        }

        var path = Path(written);
        return path.StartsWith("/dev/", StringComparison.Ordinal) ? CopyPlace.Nowhere.Instance
            : Mounted(path) is { } mount ? InVolume(mount, path)
            : new CopyPlace.InContainer(container.Name, path[1..]);
    }

    private static CopyPlace.InVolume InVolume(VolumeMount mount, string path) =>
        new(mount.Volume, MountPath.Within($"{mount.SubPath}/{path[(mount.Path.Length > 1 ? mount.Path.Length : 0)..]}"));

    private VolumeMount? Mounted(string path) => container.Mounts.Where(m => MountPath.Contains(m.Path, path)).MaxBy(m => m.Path.Length);

    /// <summary>An absolute path, up to where a pattern begins.</summary>
    private string Path(string written)
    {
        var pattern = written.AsSpan().IndexOfAny(OfPatterns);
        var known = pattern < 0 ? written : written[..(written.LastIndexOf('/', pattern) + 1)];
        return MountPath.Normalise(known.StartsWith('/') ? known : $"{(Inner.Length > 0 ? Inner : Folder)}/{known}");
    }

    /// <summary>Addresses, <c>host:path</c> and <c>remote:path</c>.</summary>
    private static bool IsElsewhere(string written) =>
        !written.StartsWith('/') && !IsOpen(written) && written.Contains(':', StringComparison.Ordinal);

    /// <summary>Whether nobody can tell even where it begins.</summary>
    private static bool IsOpen(string written) => written.StartsWith(ShellWords.Open, StringComparison.Ordinal);
}
