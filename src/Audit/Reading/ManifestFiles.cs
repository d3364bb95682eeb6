using System.IO.Enumeration;

namespace HomelabStorage.Audit.Reading;

/// <summary>Finds the files a user means: files as named, folders with everything below them that may hold manifests.</summary>
public static class ManifestFiles
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase) { ".yaml", ".yml", ".json" };

    private static readonly EnumerationOptions Recursively = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.System };

    /// <summary>The files, in a stable order, and every argument that names nothing.</summary>
    public static (IReadOnlyList<string> Files, IReadOnlyList<string> Missing) Find(IEnumerable<string> arguments)
    {
        var files = new List<string>();
        var missing = new List<string>();
        foreach (var argument in arguments)
        {
            if (Directory.Exists(argument))
            {
                files.AddRange(Below(argument).Where(f => Endings.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal));
            }
            else if (File.Exists(argument))
            {
                files.Add(argument);
            }
            else
            {
                missing.Add(argument);
            }
        }

        return ([.. files.Select(Spell).Distinct(StringComparer.Ordinal)], missing);
    }

    /// <summary>Links to folders are not followed: what they lead to is found where it is, and a link to a parent would never end. Folders such as .git and .github hold no manifests of a cluster.</summary>
    private static FileSystemEnumerable<string> Below(string folder) => new(folder, (ref entry) => entry.ToSpecifiedFullPath(), Recursively)
    {
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && !IsHidden(entry.FileName),
        ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !IsHidden(entry.FileName),
    };

    private static bool IsHidden(ReadOnlySpan<char> name) => name is ['.', not '.', ..];

    private static string Spell(string file) => file.Replace('\\', '/') is var path && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
