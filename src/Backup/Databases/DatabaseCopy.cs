using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;
using SQLitePCL;

namespace HomelabStorage.Backup.Databases;

/// <summary>What came of copying a database: a checked copy in scratch, or why there is none.</summary>
internal abstract record DatabaseCopy
{
    public const string Api = "backup-api";
    public const string Aside = "copy-aside";

    /// <summary>How long a run waits for a lock: longer than an app's own patience.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private DatabaseCopy()
    {
    }

    /// <summary>Copies a database: by SQLite's backup API, and aside only where a plain open cannot work. The original is only read.</summary>
    /// <param name="source">The database file.</param>
    /// <param name="name">Its path as the manifest says it.</param>
    /// <param name="header">What its first bytes say.</param>
    /// <param name="copy">Where the copy goes.</param>
    /// <param name="patience">How long to wait for somebody else's lock.</param>
    public static DatabaseCopy Make(string source, string name, DatabaseHeader header, string copy, TimeSpan patience)
    {
        try
        {
            RefuseWhatIsNoFile(source);
            var method = Api;
            try
            {
                // Even to read, SQLite makes a -wal where it may write and there is none; a read-only mount answers the same to its open.
                if (header.IsWal && !(File.Exists(source + "-wal") && File.Exists(source + "-shm")))
                {
                    throw new SqliteException(raw.SQLITE_CANTOPEN, "there is no -wal or -shm");
                }

                using var from = SqliteConnection.OpenSource(source, patience);
                from.Ask("SELECT count(*) FROM sqlite_schema");
                using var to = SqliteConnection.OpenOwn(copy);
                to.Ask("PRAGMA synchronous=OFF");
                to.CopyFrom(from);
            }
            catch (SqliteException cannot) when (cannot.Code is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY && IsReadable(source))
            {
                method = Aside;
                CopyAside.Make(source, copy);
            }

            return Check(name, header, copy, method);
        }
        catch (SqliteException trouble)
        {
            return new Failed(Explain(trouble, source, patience));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return new Failed(Unreadable.Reason(source, trouble));
        }
    }

    private static DatabaseCopy Check(string name, DatabaseHeader header, string copy, string method)
    {
        using var checkedCopy = SqliteConnection.OpenOwn(copy);
        var integrity = checkedCopy.CheckIntegrity();
        if (!string.Equals(integrity, "ok", StringComparison.Ordinal))
        {
            return new Failed($"the database is corrupt: integrity_check of a consistent copy says {integrity}; restore an older backup, or try "
                + "sqlite3's .recover");
        }

        if (string.Equals(method, Aside, StringComparison.Ordinal) && header.IsWal)
        {
            checkedCopy.Ask("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return new Made(copy, new DatabaseFacts
        {
            Path = name,
            Method = method,
            Journal = header.IsWal ? "wal" : "rollback",
            Bytes = 0,
            Pages = checkedCopy.AskNumber("PRAGMA page_count"),
            PageSize = (int)checkedCopy.AskNumber("PRAGMA page_size"),
            Sha256 = string.Empty,
            Integrity = integrity,
            UserVersion = checkedCopy.AskNumber("PRAGMA user_version"),
            ApplicationId = checkedCopy.AskNumber("PRAGMA application_id"),
            Tables = checkedCopy.AskNumber("SELECT count(*) FROM sqlite_schema WHERE type='table'"),
        });
    }

    /// <summary>SQLite opens by name and waits: at a FIFO in the place of a journal forever.</summary>
    private static void RefuseWhatIsNoFile(string source)
    {
        foreach (var part in (string[])["", "-wal", "-shm", "-journal"])
        {
            if (FileStatus.Find(source + part) is { Kind: not FileKind.File })
            {
                throw new IOException($"{Path.GetFileName(source)}{part} is a folder, link, socket, FIFO or device, so SQLite cannot read the database");
            }
        }
    }

    private static bool IsReadable(string source)
    {
        using var file = AppFile.Open(source);
        return true;
    }

    private static string Explain(SqliteException trouble, string source, TimeSpan patience) => trouble.Code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"the database is locked: another process held an exclusive lock for {patience.TotalSeconds:0.#} s; run the backup while the app is "
                + "quieter, or scaled down",
        raw.SQLITE_CORRUPT => $"the database is corrupt: {trouble.Message}; restore an older backup, or try sqlite3's .recover",
        raw.SQLITE_NOTADB => "the database cannot be read: it is encrypted or corrupt",
        raw.SQLITE_FULL => "the scratch folder is full; it needs room for the largest database (--scratch)",
        raw.SQLITE_CANTOPEN => Unreadable.Reason(source, new IOException(trouble.Message)),
        _ => $"SQLite: {trouble.Message}",
    };

    /// <summary>A copy that passed its check; its size and hash are known once it is archived.</summary>
    internal sealed record Made(string Copy, DatabaseFacts Facts) : DatabaseCopy;

    /// <summary>There is no copy.</summary>
    internal sealed record Failed(string Reason) : DatabaseCopy;
}
