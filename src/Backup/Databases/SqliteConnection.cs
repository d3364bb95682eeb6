using SQLitePCL;

namespace HomelabStorage.Backup.Databases;

/// <summary>One connection to one database file.</summary>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>SQLITE_OPEN_NOFOLLOW: no link anywhere on the way, so that nobody leads out of the app's folder.</summary>
    private const int NoFollow = 0x01000000;

    private readonly sqlite3 _handle;

    // The library wants to be told once a process which SQLite it speaks to; the native code is loaded only now, so that no other verb has it.
    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle) => _handle = handle;

    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>
    /// Opens an app's database to read it. readonly_shm keeps SQLite from making or changing -shm and -wal even on a writable mount,
    /// so that an app's folder is left as it was; where that cannot work it is error 14, as on a read-only mount.
    /// </summary>
    public static SqliteConnection OpenSource(string path, TimeSpan patience) =>
        Open(
            $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?mode=ro&readonly_shm=1",
            raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI | NoFollow,
            patience);

    /// <summary>Opens or makes a database of our own.</summary>
    public static SqliteConnection OpenOwn(string path) => Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, TimeSpan.FromSeconds(5));

    /// <summary>Copies a whole database into this one, in one step: with more steps each write of the app would begin the copy again.</summary>
    public void CopyFrom(SqliteConnection source)
    {
        using var backup = raw.sqlite3_backup_init(_handle, "main", source._handle, "main");
        if (backup.IsInvalid)
        {
            throw Trouble(raw.sqlite3_errcode(_handle));
        }

        var step = raw.sqlite3_backup_step(backup, -1);
        var finish = raw.sqlite3_backup_finish(backup);
        if (step != raw.SQLITE_DONE || finish != raw.SQLITE_OK)
        {
            throw new SqliteException(step, raw.sqlite3_errstr(step).utf8_to_string());
        }
    }

    /// <summary>The first column of the first row, or nothing.</summary>
    public string Ask(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        using (statement)
        {
            var step = raw.sqlite3_step(statement);
            return step switch
            {
                raw.SQLITE_ROW => raw.sqlite3_column_text(statement, 0).utf8_to_string() ?? string.Empty,
                raw.SQLITE_DONE => string.Empty,
                _ => throw Trouble(step),
            };
        }
    }

    /// <summary>The first column of the first row as a number.</summary>
    public long AskNumber(string sql) => long.Parse(Ask(sql), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What is wrong with the whole database, or "ok".</summary>
    public string CheckIntegrity() => Ask("PRAGMA integrity_check(1)");

    public void Dispose() => _handle.Dispose();

    private static SqliteConnection Open(string name, int flags, TimeSpan patience)
    {
        var result = raw.sqlite3_open_v2(name, out var handle, flags, null);
        var connection = new SqliteConnection(handle);
        if (result != raw.SQLITE_OK)
        {
            var trouble = connection.Trouble(result);
            connection.Dispose();
            throw trouble;
        }

        raw.sqlite3_busy_timeout(handle, (int)patience.TotalMilliseconds);
        return connection;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw Trouble(result);
        }
    }

    private SqliteException Trouble(int result) => new(result, raw.sqlite3_errmsg(_handle).utf8_to_string());
}
