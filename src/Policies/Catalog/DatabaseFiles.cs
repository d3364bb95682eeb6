namespace HomelabStorage.Policies.Catalog;

/// <summary>Which files of an app are SQLite databases.</summary>
internal static class DatabaseFiles
{
    private static readonly string[] Endings = [".db", ".db3", ".sqlite", ".sqlite3"];

    /// <summary>Whether a path names a database file.</summary>
    public static bool IsFile(string path)
    {
        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return !path.Contains('*', StringComparison.Ordinal);
            }
        }

        return false;
    }

    /// <summary>The database files of an entry, where its data is stored at a path.</summary>
    public static IReadOnlyList<string> Of(AppData data, string path) =>
        IsFile(path) ? [path]
        : data.Files.Count == 0 ? []
        : string.Equals(path, data.Path, StringComparison.Ordinal) ? data.Databases
        : Below(path, data.Files);

    /// <summary>Those of some files that are databases, where they are stored in a folder.</summary>
    public static IReadOnlyList<string> Below(string folder, IReadOnlyList<string> files) => [.. files.Where(IsFile).Select(file => $"{folder}/{file}")];
}
