using HomelabStorage.Backup.Commands;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Targets;

/// <summary>A mounted folder: an NFS export, a claim, a disk. An object is a file that appears whole, by a rename.</summary>
internal sealed class FolderTarget : Target
{
    public const string Partial = ".partial-";

    /// <summary>CLUSTER, NAMESPACE and CLAIM-UID8: nothing of ours lies deeper, so that a link to a folder above cannot go round.</summary>
    private const int Deepest = 3;
    private readonly string _root;
    private readonly FileStatus _mounted;

    private FolderTarget(string root, FileStatus mounted) => (_root, _mounted) = (root, mounted);

    public override string Description => $"file:{_root}";

    /// <summary>The target at a folder that must be there: one that is not mounted must not be taken for an empty one.</summary>
    public static FolderTarget At(string root) => FileStatus.Find(root) is { Kind: FileKind.Folder or FileKind.Link } found && Directory.Exists(root)
        ? new FolderTarget(root, found)
        : throw BackupException.Target($"file:{root}: there is no such folder; mount the target there, or make the folder");

    public override Task<IReadOnlyList<StoredObject>> List(string prefix, CancellationToken stop) => Task.FromResult(Guarded(() =>
    {
        CheckMounted();
        var found = (IReadOnlyList<StoredObject>)[.. Below(prefix)
            .Where(f => !Path.GetFileName(f.Path).StartsWith(Partial, StringComparison.Ordinal))
            .Select(f => new StoredObject(NameOf(f.Path), f.Bytes))
            .OrderBy(o => o.Name, StringComparer.Ordinal)];
        CheckMounted();
        return found;
    }));

    protected override Task<Stream> Fetch(string name, CancellationToken stop) => Task.FromResult<Stream>(Guarded(() =>
    {
        try
        {
            return new FileStream(PathOf(name), new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            CheckMounted();
            throw BackupException.Missing($"{Description}: {name} is not there", missing);
        }
    }));

    public override Task Delete(string name, CancellationToken stop) => Task.FromResult(Guarded(() =>
    {
        CheckMounted();
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
            Native.SyncFolder(Path.GetDirectoryName(path)!);
        }

        return name;
    }));

    public override Task<IReadOnlyList<string>> Sweep(string prefix, DateTimeOffset before, CancellationToken stop) => Task.FromResult(Guarded(() =>
    {
        CheckMounted();
        var stale = Below(prefix)
            .Select(f => f.Path)
            .Where(f => Path.GetFileName(f).StartsWith(Partial, StringComparison.Ordinal)
                && (File.GetLastWriteTimeUtc(f) < before.UtcDateTime || FolderUpload.IsOfDeadProcess(Path.GetFileName(f))))
            .ToArray();
        foreach (var file in stale)
        {
            File.Delete(file);
        }

        return (IReadOnlyList<string>)[.. stale.Select(NameOf)];
    }));

    public override bool LiesIn(string folder) => FolderCheck.LiesIn(Native.RealFolder(_root), folder);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<Upload> Begin(string name, Existing existing, CancellationToken stop) => Task.FromResult<Upload>(Guarded(() =>
    {
        CheckMounted();
        return new FolderUpload(this, PathOf(name), existing);
    }));

    /// <summary>Says so when another file system lies where the target was: what went on would be written into nothing.</summary>
    public void CheckMounted()
    {
        if (FileStatus.Find(_root) is not { } now || now.Device != _mounted.Device || now.Inode != _mounted.Inode)
        {
            throw BackupException.Target($"{Description} was unmounted or replaced while it was in use; what was not finished there does not count");
        }
    }

    /// <summary>Does something with files, and turns their trouble into the target's.</summary>
    public T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw BackupException.Target($"{Description}: {trouble.Message}", trouble);
        }
    }

    /// <summary>Makes the folders of an object, durably.</summary>
    public static void MakeFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            var parent = Path.GetDirectoryName(folder)!;
            MakeFolder(parent);
            Directory.CreateDirectory(folder);
            Native.SyncFolder(parent);
        }
    }

    /// <summary>
    /// The files whose name begins with a prefix. What is removed meanwhile is not among them; what may not be looked at is trouble, and never "nothing".
    /// </summary>
    private IEnumerable<(string Path, long Bytes)> Below(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        var folder = PathOf(prefix[..Math.Max(slash, 0)]);
        var beginning = Path.Combine(folder, prefix[(slash + 1)..]);
        return FileStatus.Find(folder) is { } found && IsFolder(folder, found) ? Files(folder, e => e.StartsWith(beginning, StringComparison.Ordinal)) : [];
    }

    private static IEnumerable<(string Path, long Bytes)> Files(string folder, Func<string, bool> isWanted, int depth = 0)
    {
        foreach (var entry in Directory.GetFileSystemEntries(folder).Where(isWanted))
        {
            if (FileStatus.Find(entry) is not { } status)
            {
                continue;
            }

            if (status.Kind is FileKind.File)
            {
                yield return (entry, status.Size);
            }

            foreach (var below in depth < Deepest && IsName(Path.GetFileName(entry)) && IsFolder(entry, status) ? Files(entry, _ => true, depth + 1) : [])
            {
                yield return below;
            }
        }
    }

    /// <summary>Whether a folder can be one of ours: lost+found, @eaDir, .zfs and #recycle are not, and often may not be looked into.</summary>
    private static bool IsName(string name) => name[0] is not ('.' or '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Whether it is one, or a link to one: a household may have moved a cluster's folder to another disk.</summary>
    private static bool IsFolder(string path, FileStatus found) => found.Kind is FileKind.Folder || (found.Kind is FileKind.Link && Directory.Exists(path));

    private string PathOf(string name) => name.Length == 0 ? _root : Path.Combine(_root, name);

    private string NameOf(string path) => Path.GetRelativePath(_root, path);
}
