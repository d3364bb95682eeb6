using HomelabStorage.Policies.Catalog;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Which files of an app are SQLite databases.</summary>
internal static class DatabaseFiles
{
    private static readonly string[] Endings = [".db", ".db3", ".sqlite", ".sqlite3"];

    /// <summary>Whether a path names a database file.</summary>
    public static bool IsFile(string path) =>
        Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !path.Contains('*', StringComparison.Ordinal);

    /// <summary>The database files of an entry, where its data is stored at a path.</summary>
    public static IReadOnlyList<string> Of(AppData data, string path) =>
        IsFile(path) ? [path] : data.Files.Count == 0 ? [] : [.. data.Files.Where(IsFile).Select(file => $"{path}/{file}")];
}
