using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Databases;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Whether restored databases are whole and are those of the manifest.</summary>
internal static class RestoredDatabases
{
    public static IEnumerable<Remark> Check(string folder, Extraction extraction, IEnumerable<DatabaseFacts> databases)
    {
        foreach (var facts in databases)
        {
            var problem = extraction.HasFile(facts.Path) ? Problem(Path.Combine(folder, facts.Path), facts) : "the database is not a file of the manifest";
            if (problem.Length > 0)
            {
                yield return new Remark(facts.Path, problem);
            }
        }
    }

    private static string Problem(string path, DatabaseFacts facts)
    {
        if (!File.Exists(path))
        {
            return "the database is not there";
        }

        try
        {
            using var database = SqliteConnection.OpenOwn(path);
            var integrity = database.CheckIntegrity();
            var version = database.AskNumber("PRAGMA user_version");
            var tables = database.AskNumber("SELECT count(*) FROM sqlite_schema WHERE type='table'");
            return !string.Equals(integrity, "ok", StringComparison.Ordinal) ? $"integrity_check says {integrity}"
                : version != facts.UserVersion || tables != facts.Tables
                    ? $"it has user_version {version} and {tables} tables, not {facts.UserVersion} and {facts.Tables}"
                : string.Empty;
        }
        catch (SqliteException trouble)
        {
            return $"SQLite: {trouble.Message}";
        }
    }
}
