using HomelabStorage.Backup.Databases;
using Xunit;

namespace HomelabStorage.Backup.Tests.Databases;

/// <summary>Every state an app can leave a database in: copied whole, and the folder left as it was.</summary>
public sealed class StatesTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public void One_that_is_open_and_written(string mode)
    {
        var path = _home.PutDatabase("app.db", mode, 100);
        using var app = SqliteConnection.OpenOwn(path);
        app.Ask("INSERT INTO t(x) VALUES(zeroblob(10))");
        AssertCopied(101, DatabaseCopy.Api);
    }

    [Fact]
    public void One_in_wal_mode_that_was_closed_cleanly()
    {
        _home.PutDatabase("app.db", "wal", 100);
        Assert.False(File.Exists(Path.Combine(_home.Data, "app.db-shm")));
        AssertCopied(100, DatabaseCopy.Aside);
    }

    [Theory]
    [InlineData(true, DatabaseCopy.Api)]
    [InlineData(false, DatabaseCopy.Aside)]
    public void One_in_wal_mode_whose_app_crashed(bool hasShm, string method)
    {
        Crash("wal", "INSERT INTO t(x) VALUES(zeroblob(10))", ["", "-wal", .. hasShm ? ["-shm"] : Array.Empty<string>()]);
        AssertCopied(101, method);
    }

    [Fact]
    public void One_with_a_hot_journal_is_rolled_back()
    {
        Crash("delete", "UPDATE t SET x=zeroblob(900)", ["", "-journal"]);
        AssertCopied(2000, DatabaseCopy.Aside);
        Assert.Equal("0", Home.Query($"{_home.Root}/restored/app.db", "SELECT count(*) FROM t WHERE x=zeroblob(900)"));
    }

    [Fact]
    public void One_that_is_locked_is_named()
    {
        var path = _home.PutDatabase("app.db", "delete", 10);
        using var app = SqliteConnection.OpenOwn(path);
        app.Ask("BEGIN EXCLUSIVE");
        var copy = DatabaseCopy.Make(
            path,
            "app.db",
            new DatabaseHeader(4096, false),
            Path.Combine(_home.Working, "copy"),
            patience: TimeSpan.FromMilliseconds(50));
        Assert.Contains("is locked", Assert.IsType<DatabaseCopy.Failed>(copy).Reason, StringComparison.Ordinal);
    }

    private void AssertCopied(int rows, string method)
    {
        var before = Describe();
        var answer = _home.Run();
        Assert.True(answer.Exit == 0, answer.Error);
        Assert.Equal(before, Describe());
        var facts = Assert.Single(_home.Manifest(answer.Outcome!.Archive!).Databases);
        Assert.Equal((method, "ok", 1L), (facts.Method, facts.Integrity, facts.Tables));
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Assert.Equal(0, _home.Restore(restored).Exit);
        Assert.Equal(["app.db"], Directory.GetFiles(restored).Select(Path.GetFileName));
        Assert.Equal(rows.ToString(System.Globalization.CultureInfo.InvariantCulture), Home.Query($"{restored}/app.db", "SELECT count(*) FROM t"));
    }

    /// <summary>A reader of the same process shares the writer's -shm, which another process's is not allowed to touch.</summary>
    private IReadOnlyList<string> Describe() => Trees.Describe(_home.Data, isWanted: p => !p.EndsWith("-shm", StringComparison.Ordinal));

    /// <summary>An app that is killed leaves its files as they are at that moment: so they are copied from under one that lives.</summary>
    private void Crash(string mode, string sql, string[] parts)
    {
        var path = _home.PutDatabase("../alive/app.db", mode, mode is "wal" ? 100 : 2000);
        using var app = SqliteConnection.OpenOwn(path);
        app.Ask("PRAGMA cache_size=5");
        if (mode is not "wal")
        {
            app.Ask("BEGIN");
        }

        app.Ask(sql);
        foreach (var part in parts)
        {
            File.Copy(path + part, Path.Combine(_home.Data, "app.db" + part));
        }
    }
}
