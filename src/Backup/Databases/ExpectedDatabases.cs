using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Databases;

/// <summary>Which databases a run expects, by its strategy and by the app's entry in the catalog.</summary>
internal sealed record ExpectedDatabases
{
    /// <summary>Whether a SQLite database is expected at all, so that one which cannot be read is a failure.</summary>
    public required bool IsAny { get; init; }

    /// <summary>Files that the catalog calls SQLite databases, relative to the data folder; stars stand for any name.</summary>
    public IReadOnlyList<Wildcard> Sqlite { get; init; } = [];

    /// <summary>
    /// Folders and files of other databases, relative to the data folder, and whether the catalog says that a copy taken while the app runs is good.
    /// </summary>
    public IReadOnlyList<(string Path, bool IsSafeToCopy)> Embedded { get; init; } = [];

    /// <summary>Whether the catalog names a file as a SQLite database.</summary>
    public bool IsNamed(string path) => Sqlite.Any(w => w.Matches(path));

    /// <summary>Whether a file lies where the catalog has a database of another engine, so that its word about copies counts.</summary>
    public bool IsOfOtherEngine(string path) => Embedded.Any(e =>
        e.Path is "." || string.Equals(path, e.Path, StringComparison.Ordinal) || path.StartsWith(e.Path + "/", StringComparison.Ordinal));
}
