using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Audit.Reading;

/// <summary>The files a user means: files as named, and of folders everything below them that may hold manifests.</summary>
/// <param name="Files">The files, in a stable order.</param>
/// <param name="Missing">Every argument that names nothing.</param>
/// <param name="Unread">What lies in the folders and cannot be read: closed folders, what is not a file although its name says so, and what other tools
/// make manifests of.</param>
public sealed record ManifestFiles(IReadOnlyList<string> Files, IReadOnlyList<string> Missing, IReadOnlyList<ManifestReading> Unread)
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase) { ".yaml", ".yml", ".json" };

    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    /// <summary>Finds the files.</summary>
    public static ManifestFiles Find(IEnumerable<string> arguments)
    {
        var files = new List<string>();
        var missing = new List<string>();
        var unread = new List<ManifestReading>();
        foreach (var argument in arguments)
        {
            if (Directory.Exists(argument))
            {
                var below = new List<string>();
                Add(Root(argument), below, unread);
                files.AddRange(below.Order(StringComparer.Ordinal));
            }
            else if (File.Exists(argument))
            {
                files.Add(FilePath.Spell(argument));
            }
            else
            {
                missing.Add(argument);
            }
        }

        return new ManifestFiles([.. files.Select(Spell).Distinct(StringComparer.Ordinal)], missing, unread);
    }

    /// <summary>A folder as what is rendered of it is spelled: <c>home/.</c> and <c>home</c> are one.</summary>
    private static string Root(string folder) => FilePath.Spell(folder) is { Length: > 0 } spelled ? spelled : ".";

    /// <summary>
    /// Links to folders are not followed: what they lead to is found where it is, and a link to a parent would never end. Folders such as .git and
    /// .github hold no manifests of a cluster.
    /// </summary>
    private static void Add(string root, List<string> files, List<ManifestReading> unread)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything).Where(e => !IsHidden(e.Name)))
                {
                    AddEntry(Path.Combine(folder, entry.Name), entry, folders, files, unread);
                }
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                unread.Add(new ManifestReading.Broken(Spell(folder), new(1, 1), $"the folder cannot be read: {closed.Message.TrimEnd('.')}"));
            }
        }
    }

    /// <summary>One entry of a folder: what cannot be looked at costs itself.</summary>
    private static void AddEntry(string path, FileSystemInfo entry, Stack<string> folders, List<string> files, List<ManifestReading> unread)
    {
        try
        {
            if ((int)entry.Attributes == -1)
            {
                AddHidden(path, unread);
            }
            else if (!entry.Attributes.HasFlag(FileAttributes.Directory))
            {
                AddFile(path, entry.Attributes.HasFlag(FileAttributes.ReparsePoint), files, unread);
            }
            else if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                folders.Push(path);
            }
        }
#pragma warning disable CA1031 // The door of one entry: whatever breaks while it is looked at costs it, not the folder.
        catch (Exception bug) when (bug is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            unread.Add(new ManifestReading.Broken(Spell(path), new(1, 1), $"cannot be looked at: {bug.Message.TrimEnd('.')}"));
        }
    }

    /// <summary>What is listed but cannot be looked at may be a folder or a manifest, unless its ending says otherwise.</summary>
    private static void AddHidden(string path, List<ManifestReading> unread)
    {
        if (Path.GetExtension(path) is { Length: 0 } || Endings.Contains(Path.GetExtension(path)))
        {
            unread.Add(new ManifestReading.Broken(Spell(path), new(1, 1), "cannot be looked at: its folder is closed, or the path to it is too long"));
        }
    }

    private static void AddFile(string path, bool isLink, List<string> files, List<ManifestReading> unread)
    {
        if (!Endings.Contains(Path.GetExtension(path)) && !KustomizeReader.IsItsFile(Spell(path)) && !IsDefinition(path))
        {
            if (OtherTool.Of(path)?.NotJudged(Spell(path)) is { } aside)
            {
                unread.Add(aside);
            }

            return;
        }

        var kind = FileKinds.Of(path);
        if (kind == FileKind.Regular || (kind == FileKind.Empty && !isLink))
        {
            files.Add(path);
        }
        else if (kind == FileKind.Empty)
        {
            unread.Add(new ManifestReading.Broken(
                Spell(path),
                new(1, 1),
                "links to a file without bytes; one that a file system makes up, as /proc does, may never end, and is not read"));
        }
        else if (kind != FileKind.Folder)
        {
            unread.Add(new ManifestReading.Broken(
                Spell(path),
                new(1, 1),
                $"is not a file but a {kind.ToString().ToLowerInvariant()}: of a folder only files are read"));
        }
    }

    /// <summary>What a chart's templates share is in files of their own, which hold no manifest.</summary>
    private static bool IsDefinition(string path) => path.EndsWith(".tpl", StringComparison.Ordinal) && OtherTool.Of(path) is null
        && ManifestReading.ChartTemplate.IsOne(Spell(path));

    private static bool IsHidden(string name) => name is ['.', not '.', ..];

    private static string Spell(string file) => file.Replace('\\', '/') is var path && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
