using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Databases;

/// <summary>The data folder of a database server: copying its files while it runs gives a copy that does not start.</summary>
internal static class ForeignServer
{
    private static readonly (string File, string Server, string Lock)[] Marks =
    [
        ("global/pg_control", "PostgreSQL", "postmaster.pid"),
        ("ibdata1", "MariaDB or MySQL", string.Empty),
        ("WiredTiger", "MongoDB", "mongod.lock"),
    ];

    /// <summary>What stands in the way of copying the files of a tree; empty when nothing does.</summary>
    public static string Obstacle(Tree tree, bool isFilesWanted)
    {
        var files = tree.Entries.ToDictionary(e => e.Path, e => e.Status.Size, StringComparer.Ordinal);
        foreach (var (file, server, lockFile) in Marks)
        {
            foreach (var found in files.Keys.Where(p => string.Equals(p, file, StringComparison.Ordinal) || p.EndsWith("/" + file, StringComparison.Ordinal)))
            {
                var folder = found[..^file.Length];
                var runs = lockFile.Length > 0 && files.GetValueOrDefault(folder + lockFile) > 0;
                if (runs || !isFilesWanted)
                {
                    var place = folder.Length == 0 ? "the data folder" : folder.TrimEnd('/');
                    return $"{place} is {server}'s{(runs ? $", and {lockFile} says it runs" : string.Empty)}: "
                        + "a copy of its files would not start. Let its own container dump it and use --strategy dump"
                        + (runs ? string.Empty : ", or stop it and use --strategy files");
                }
            }
        }

        return string.Empty;
    }
}
