using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Runs;

/// <summary>
/// Copies a tree into an archive: databases first, then everything else, since an app stores a file before its database names it. Folders come last and
/// deepest first: tar then gives each its mode and time when nothing more is put into it.
/// </summary>
internal sealed class TreeCopy(string root, Tree tree, ExpectedDatabases expected, TreeArchive archive, ScratchFolder scratch)
{
    private const int InMemory = 1 << 20;
    private const int Tries = 3;
    private readonly List<DatabaseFacts> _databases = [];
    private readonly List<EmbeddedFacts> _embedded = [];
    private readonly List<Remark> _failures = [.. tree.Failures];
    private readonly List<Remark> _warnings = [.. tree.Warnings];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    public IReadOnlyList<DatabaseFacts> Databases => _databases;

    /// <summary>Databases of other engines, told by their first bytes, that no catalog calls safe to copy.</summary>
    public IReadOnlyList<EmbeddedFacts> Embedded => _embedded;

    public IReadOnlyList<Remark> Failures => _failures;

    public IReadOnlyList<Remark> Warnings => [.. _warnings, .. archive.Warnings];

    /// <summary>Whether a file changed while it was read.</summary>
    public bool HasChanged { get; private set; }

    public async Task Copy(CancellationToken stop)
    {
        // Of a database with several names the one that its -wal or -journal goes by is the database; the others are links to it.
        foreach (var file in tree.Entries.Where(e => e.Status.Kind == FileKind.File).OrderBy(e => e.Status.Links > 1 && !HasSideFile(e)))
        {
            await Try(file, path => TakeDatabase(file, path, stop));
        }

        foreach (var entry in tree.Entries.Where(e => e.Status.Kind is FileKind.File or FileKind.Link && !_done.Contains(e.Path)))
        {
            await Try(entry, path => CopyOne(entry, path, stop));
        }

        foreach (var folder in tree.Entries.Where(e => e.Status.Kind == FileKind.Folder).Reverse())
        {
            await Try(folder, path => archive.WriteFolder(folder, path, stop));
        }

        if (!tree.IsStillAt(root))
        {
            _failures.Add(new Remark(".", "the data folder was unmounted or replaced while it was copied"));
        }
    }

    private bool HasSideFile(TreeEntry entry)
    {
        var path = Path.Combine(root, entry.Path);
        return File.Exists(path + "-wal") || File.Exists(path + "-journal");
    }

    private Task TakeDatabase(TreeEntry entry, string path, CancellationToken stop)
    {
        Span<byte> bytes = stackalloc byte[DatabaseHeader.Length];
        ReadOnlySpan<byte> head = entry.Status.Size == 0 ? [] : bytes[..FileHead.Read(path, bytes)];
        if (entry.Status.Size >= DatabaseHeader.SmallestPage && DatabaseHeader.Read(head) is { } header)
        {
            return archive.LinkedTo(entry.Status).Length > 0 ? Task.CompletedTask : CopyDatabase(entry, path, header, stop);
        }

        if (expected.IsOfOtherEngine(entry.Path))
        {
            return Task.CompletedTask;
        }

        var hidden = HiddenDatabases.Find(path, entry.Status.Size, head, expected.IsNamed(entry.Path));
        if (hidden is not HiddenDatabase.None)
        {
            (hidden is HiddenDatabase.Certain && expected.IsAny ? _failures : _warnings).Add(HiddenDatabases.Spell(hidden, entry.Path, expected.IsAny));
        }
        else if (KnownFormat.Of(head) is { IsDatabase: true })
        {
            _embedded.Add(new EmbeddedFacts(entry.Path, "copy", "crash"));
        }

        HasChanged |= hidden is not HiddenDatabase.None;
        return Task.CompletedTask;
    }

    private async Task CopyDatabase(TreeEntry entry, string path, DatabaseHeader header, CancellationToken stop)
    {
        _done.UnionWith([entry.Path, entry.Path + "-wal", entry.Path + "-shm", entry.Path + "-journal"]);
        var copy = scratch.File("database");
        switch (DatabaseCopy.Make(path, entry.Path, header, copy, DatabaseCopy.Patience))
        {
            case DatabaseCopy.Made made:
                await using (var content = new FileStream(copy, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan))
                {
                    var length = content.Length;
                    var written = await archive.WriteFile(entry, path, content, length, stop);
                    _databases.Add(made.Facts with { Bytes = length, Sha256 = written.Sha256 });
                }

                break;
            case DatabaseCopy.Failed failed:
                _failures.Add(new Remark(entry.Path, failed.Reason));
                break;
        }

        foreach (var part in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(copy + part);
        }
    }

    private Task CopyOne(TreeEntry entry, string path, CancellationToken stop) =>
        archive.LinkedTo(entry.Status) is { Length: > 0 } first ? archive.WriteHardLink(entry, path, first, stop)
        : entry.Status.Kind == FileKind.Link ? archive.WriteLink(entry, path, stop)
        : CopyFile(entry, path, stop);

    private async Task CopyFile(TreeEntry entry, string path, CancellationToken stop)
    {
        // An app replaces small files while they are read; those are read again until they hold still. Large ones are said to have changed.
        for (var attempt = 1; ; attempt++)
        {
            await using var file = AppFile.Read(path, out var before);
            if (before.Size > InMemory)
            {
                await Write(entry with { Status = before }, path, file, before.Size, stop);
                return;
            }

            await using var content = new MemoryStream(await Read(file, (int)before.Size, stop));
            if (attempt == Tries || !before.HasMoved(path))
            {
                await Write(entry with { Status = before }, path, content, content.Length, stop);
                return;
            }
        }
    }

    private async Task Write(TreeEntry entry, string path, Stream content, long length, CancellationToken stop)
    {
        var written = await archive.WriteFile(entry, path, content, length, stop);
        if (written.Trouble.Length > 0)
        {
            _failures.Add(new Remark(entry.Path, $"cannot be read to its end: {written.Trouble}"));
        }
        else if (entry.Status.HasMoved(path) || written.HasShrunk)
        {
            HasChanged = true;
            _warnings.Add(new Remark(entry.Path, written.HasShrunk ? "shrank while it was read; its end is zeros" : "changed while it was read"));
        }
    }

    private static async Task<byte[]> Read(FileStream file, int length, CancellationToken stop)
    {
        var content = new byte[length];
        var read = await file.ReadAtLeastAsync(content, length, throwOnEndOfStream: false, stop);
        return read == length ? content : content[..read];
    }

    private async Task Try(TreeEntry entry, Func<string, Task> copy)
    {
        var path = Path.Combine(root, entry.Path);
        try
        {
            if (entry.Status.Kind == FileKind.Link)
            {
                AppFile.CheckWay(path);
            }

            if (entry.Status.Kind == FileKind.Folder || FileStatus.Find(path) is not { } now || now.Kind == entry.Status.Kind)
            {
                await copy(path);
            }
            else if (_done.Add(entry.Path))
            {
                _warnings.Add(new Remark(entry.Path, "became something else before its turn came"));
            }
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            if (_done.Add(entry.Path))
            {
                var isGone = trouble is FileNotFoundException or DirectoryNotFoundException || IsGone(path);
                (isGone ? _warnings : _failures).Add(new Remark(
                    entry.Path,
                    isGone ? "was gone, or something else, when its turn came" : Unreadable.Reason(path, trouble)));
            }
        }
    }

    private static bool IsGone(string path) => !Directory.Exists(Path.GetDirectoryName(path)) || FileStatus.Find(path) is null;
}
