using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Which files are stored at or below which mounts, found in one skip both in the order of their paths: whatever lies below a mount stands
/// right after it. Looking at every file for every mount would cost their product.
/// </summary>
internal sealed class FilesBelow
{
    private readonly Signals.NamedFile?[] _sure;
    private readonly Signals.NamedFile?[] _guesses;

    public FilesBelow(IReadOnlyList<VolumeMount> mounts, List<Signals.NamedFile> files)
    {
        _sure = new Signals.NamedFile?[mounts.Count];
        _guesses = new Signals.NamedFile?[mounts.Count];
        var above = new int[mounts.Count];
        var walked = new List<int>(mounts.Count);
        var open = new Stack<int>();
        foreach (var (path, mount, file) in Sorted(mounts, files))
        {
            while (open.TryPeek(out var top) && !MountPath.Contains(mounts[top].Path, path))
            {
                open.Pop();
            }

            var parent = open.TryPeek(out var nearest) ? nearest : -1;
            if (file is null)
            {
                above[mount] = parent;
                open.Push(mount);
                walked.Add(mount);
            }
            else if (parent >= 0)
            {
                Note(file.IsSure ? _sure : _guesses, parent, file);
            }
        }

        // What is below a mount is below every mount above it.
        for (var i = walked.Count - 1; i >= 0; i--)
        {
            if (above[walked[i]] is >= 0 and var parent)
            {
                Note(_sure, parent, _sure[walked[i]]);
                Note(_guesses, parent, _guesses[walked[i]]);
            }
        }
    }

    /// <summary>The first file below a mount that is surely a SQLite database; null when there is none.</summary>
    public Signals.NamedFile? FirstSure(int mount) => _sure[mount];

    /// <summary>The first below it that may be one; null when there is none.</summary>
    public Signals.NamedFile? FirstGuess(int mount) => _guesses[mount];

    private static void Note(Signals.NamedFile?[] first, int mount, Signals.NamedFile? file)
    {
        if (file is not null && !(first[mount]?.At <= file.At))
        {
            first[mount] = file;
        }
    }

    private static List<(string Path, int Mount, Signals.NamedFile? File)> Sorted(IReadOnlyList<VolumeMount> mounts, List<Signals.NamedFile> files)
    {
        var all = new List<(string Path, int Mount, Signals.NamedFile? File)>(mounts.Count + files.Count);
        for (var i = 0; i < mounts.Count; i++)
        {
            all.Add((mounts[i].Path, i, null));
        }

        all.AddRange(files.Select(file => (file.Path, -1, (Signals.NamedFile?)file)));
        all.Sort((one, other) => Compare(one.Path, other.Path) is not 0 and var order ? order : (one.File?.At ?? -1).CompareTo(other.File?.At ?? -1));
        return all;
    }

    /// <summary>Ordinal, but a slash comes before everything, so that no neighbour stands between a folder and what is in it.</summary>
    private static int Compare(string one, string other)
    {
        var common = one.AsSpan().CommonPrefixLength(other);
        return common == one.Length || common == other.Length ? one.Length.CompareTo(other.Length)
            : one[common] == '/' ? -1
            : other[common] == '/' ? 1
            : one[common].CompareTo(other[common]);
    }
}
