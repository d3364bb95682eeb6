using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Trees;

/// <summary>A data folder as it was walked: every entry in a stable order, the root first, links not followed; and what could not be walked.</summary>
internal sealed record Tree(IReadOnlyList<TreeEntry> Entries, IReadOnlyList<Remark> Failures, IReadOnlyList<Remark> Warnings)
{
    /// <summary>The bytes of all files, holes counted.</summary>
    public long Bytes => Entries.Where(e => e.Status.Kind == FileKind.File).Sum(e => e.Status.Size);

    /// <summary>Whether the folder is still where it was: a volume that goes away takes every file with it, and none of them was removed by the app.</summary>
    public bool IsStillAt(string root) =>
        FileStatus.Find(root) is { } now && now.Device == Entries[0].Status.Device && now.Inode == Entries[0].Status.Inode;

    /// <summary>Walks a folder. A scratch folder inside it is left out, and so is what a restore left at the top.</summary>
    public static Tree Walk(string root)
    {
        var entries = new List<TreeEntry>();
        var failures = new List<Remark>();
        var warnings = new List<Remark>();
        var pending = new Stack<TreeEntry>([
            new TreeEntry(".", FileStatus.Find(root + "/.") ?? throw BackupException.Refused($"{root}: there is no such folder")),
        ]);
        while (pending.TryPop(out var entry))
        {
            if (entry.Status.Kind == FileKind.Special)
            {
                warnings.Add(new Remark(entry.Path, "left out: a socket, FIFO or device has no content to keep"));
                continue;
            }

            entries.Add(entry);
            if (entry.Status.Kind != FileKind.Folder)
            {
                continue;
            }

            try
            {
                foreach (var name in Directory.EnumerateFileSystemEntries(Path.Combine(root, entry.Path))
                    .Select(p => Path.GetFileName(p)!)
                    .OrderDescending(StringComparer.Ordinal)
                    .ToArray())
                {
                    var path = entry.Path is "." ? name : $"{entry.Path}/{name}";
                    var whole = Path.Combine(root, path);
                    if (entry.Path is "." && Leftovers.Is(name))
                    {
                        continue;
                    }

                    if (FileStatus.Find(whole) is { } status)
                    {
                        pending.Push(new TreeEntry(path, status));
                    }
                    else if (name.Contains('\ufffd', StringComparison.Ordinal))
                    {
                        failures.Add(new Remark(path, "its name is not UTF-8, so it cannot be archived; rename it"));
                    }
                }
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                var whole = Path.Combine(root, entry.Path);
                if (FileStatus.Find(whole) is { Kind: FileKind.Folder })
                {
                    failures.Add(new Remark(entry.Path, Unreadable.Reason(whole, trouble)));
                }
                else
                {
                    warnings.Add(new Remark(entry.Path, "was gone, or something else, before it was looked into"));
                }
            }
        }

        return new Tree(entries, failures, warnings);
    }
}
