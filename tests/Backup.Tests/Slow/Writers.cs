using HomelabStorage.Backup.Databases;
using HomelabStorage.TestKit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>
/// Two writers that move money between accounts without end, each transaction over several pages: the sum never changes, and every committed one is
/// numbered.
/// </summary>
internal sealed class Writers : IDisposable
{
    private const int Accounts = 6000;
    private readonly string _path;
    private readonly TimeSpan _pause;
    private readonly Thread[] _threads;
    private long _committed;
    private volatile bool _stops;

    public Writers(string path, string mode, TimeSpan pause)
    {
        (_path, _pause) = (path, pause);
        using (var database = SqliteConnection.OpenOwn(path))
        {
            database.Ask($"PRAGMA journal_mode={mode}");
            database.Ask("CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER, pad BLOB)");
            database.Ask("CREATE TABLE event(seq INTEGER PRIMARY KEY, amount INTEGER, text TEXT)");
            database.Ask("CREATE INDEX event_text ON event(text)");
            database.Ask($"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i<{Accounts - 1}) INSERT INTO account SELECT i, "
                + "1000, randomblob(1000) FROM n");
        }

        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        _threads = [new Thread(() => Write(1)), new Thread(() => Write(2))];
        Array.ForEach(_threads, t => t.Start());
        SpinWait.SpinUntil(() => Committed > 20, Eventually.Longest);
    }

    /// <summary>The number of the newest transaction that a writer has seen committed.</summary>
    public long Committed => Interlocked.Read(ref _committed);

    public TimeSpan LongestWait { get; private set; }

    /// <summary>What is wrong with a copy; empty when it is whole and has everything that was committed before.</summary>
    public static string Flaw(string copy, long committed)
    {
        try
        {
            using var database = SqliteConnection.OpenOwn(copy);
            return database.CheckIntegrity() is not "ok" ? "not whole"
                : database.AskNumber("SELECT sum(balance) FROM account") != Accounts * 1000 ? "half a transaction"
                : database.AskNumber("SELECT ifnull(max(seq), 0) FROM event") < committed ? "a committed row is lost"
                : database.AskNumber("SELECT count(*) - ifnull(max(seq), 0) FROM event") != 0 ? "a gap"
                : string.Empty;
        }
        catch (SqliteException trouble)
        {
            return trouble.Message;
        }
    }

    public void Dispose()
    {
        _stops = true;
        Array.ForEach(_threads, t => t.Join());
    }

    private void Write(int seed)
    {
        var random = new Random(seed);
        using var database = SqliteConnection.OpenOwn(_path);
        database.Ask("PRAGMA synchronous=OFF");
        using var pause = new ManualResetEventSlim();
        while (!_stops)
        {
            var began = TimeProvider.System.GetTimestamp();
            try
            {
                database.Ask("BEGIN IMMEDIATE");
                var amount = random.Next(50);
                database.Ask($"UPDATE account SET balance=balance-{amount} WHERE id={random.Next(Accounts)}");
                database.Ask($"UPDATE account SET balance=balance+{amount} WHERE id={random.Next(Accounts)}");
                database.Ask($"INSERT INTO event(amount, text) VALUES({amount}, hex(randomblob(8)))");
                var number = database.AskNumber("SELECT last_insert_rowid()");
                database.Ask("COMMIT");
                for (var seen = Committed; number > seen && Interlocked.CompareExchange(ref _committed, number, seen) != seen; seen = Committed)
                {
                }
            }
            catch (SqliteException)
            {
                Rollback(database);
            }

            var waited = TimeProvider.System.GetElapsedTime(began);
            LongestWait = waited > LongestWait ? waited : LongestWait;
            pause.Wait(_pause);
        }
    }

    private static void Rollback(SqliteConnection database)
    {
        try
        {
            database.Ask("ROLLBACK");
        }
        catch (SqliteException)
        {
            // There was no transaction to take back.
        }
    }
}
