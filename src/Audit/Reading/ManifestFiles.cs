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
                files.AddRange(Directory.EnumerateFiles(argument, "*", Recursively)
                    .Where(f => Endings.Contains(Path.GetExtension(f)) && !IsHidden(Path.GetRelativePath(argument, f)))
                    .Order(StringComparer.Ordinal));
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

    /// <summary>Folders such as .git and .github hold no manifests of a cluster.</summary>
    private static bool IsHidden(string relative) => relative.Split(Path.DirectorySeparatorChar).Any(part => part is ['.', not '.', ..]);

    private static string Spell(string file) => file.Replace('\\', '/') is var path && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
