using HomelabStorage.Backup.Commands;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Targets;

/// <summary>A mounted folder: an NFS export, a claim, a disk. An object is a file that appears whole, by a rename.</summary>
internal sealed class FolderTarget : Target
{
    public const string Partial = ".partial-";
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
        return (IReadOnlyList<StoredObject>)[.. Below(prefix)
            .Where(f => !Path.GetFileName(f).StartsWith(Partial, StringComparison.Ordinal))
            .Select(f => new StoredObject(NameOf(f), new FileInfo(f).Length))
            .OrderBy(o => o.Name, StringComparer.Ordinal)];
    }));

    public override Task<Stream> Open(string name, CancellationToken stop) => Task.FromResult<Stream>(Guarded(() =>
        new FileStream(PathOf(name), new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 })));

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
            .Where(f => Path.GetFileName(f).StartsWith(Partial, StringComparison.Ordinal)
                && (File.GetLastWriteTimeUtc(f) < before.UtcDateTime || FolderUpload.IsOfDeadProcess(Path.GetFileName(f))))
            .ToArray();
        foreach (var file in stale)
        {
            File.Delete(file);
        }

        return (IReadOnlyList<string>)[.. stale.Select(NameOf)];
    }));

    public override bool LiesIn(string folder) => FolderCheck.LiesIn(_root, folder);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<Upload> Begin(string name, CancellationToken stop) => Task.FromResult<Upload>(Guarded(() =>
    {
        CheckMounted();
        return new FolderUpload(this, PathOf(name));
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

    private IEnumerable<string> Below(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        var folder = PathOf(prefix[..Math.Max(slash, 0)]);
        var beginning = Path.Combine(folder, prefix[(slash + 1)..]);
        return Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder)
                .Where(e => e.StartsWith(beginning, StringComparison.Ordinal))
                .SelectMany(e => Directory.Exists(e)
                    ? Directory.EnumerateFiles(
                        e,
                        "*",
                        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false })
                    : [e])
            : [];
    }

    private string PathOf(string name) => name.Length == 0 ? _root : Path.Combine(_root, name);

    private string NameOf(string path) => Path.GetRelativePath(_root, path);
}
