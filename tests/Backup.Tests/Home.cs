using System.CommandLine;
using System.Text.Json;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Commands;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Backup.Runs;
using Microsoft.Extensions.Time.Testing;

namespace HomelabStorage.Backup.Tests;

/// <summary>An app's data, a target and a scratch folder, and the verbs run on them in process.</summary>
internal sealed class Home : IDisposable
{
    public const string Uid = "8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55";
    public const string Identity = "home/books/linkding-data/" + Uid;
    public const string Claim = "home/books/linkding-data";
    public const string Folder = "home/books/linkding-data-8a1c72f0";
    public static readonly DateTimeOffset Begin = new(2026, 11, 25, 22, 8, 0, TimeSpan.Zero);
    private readonly Scratch _scratch = new();

    public Home()
    {
        Data = _scratch.Folder("data");
        Target = _scratch.Folder("target");
        Working = _scratch.Folder("scratch");
    }

    public FakeTimeProvider Time { get; init; } = new(Begin);

    public string Root => _scratch.Path;

    public string Data { get; }

    public string Target { get; }

    public string Working { get; }

    /// <summary>Where backups go: the folder, unless a test says otherwise.</summary>
    public string TargetUrl { get => field ?? $"file://{Target}"; init; }

    /// <summary>The environment variables that a target reads.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    public string Put(string path, string text)
    {
        var whole = Path.Combine(Data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, text);
        return whole;
    }

    /// <summary>A database with so many rows.</summary>
    public string PutDatabase(string path, string mode, int rows)
    {
        var whole = Path.Combine(Data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        using var database = SqliteConnection.OpenOwn(whole);
        database.Ask($"PRAGMA journal_mode={mode}");
        database.Ask("CREATE TABLE t(id INTEGER PRIMARY KEY, x BLOB)");
        database.Ask($"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<{rows}) INSERT INTO t(x) SELECT randomblob(900) FROM n");
        return whole;
    }

    /// <summary>The first value of a query, when the database is whole.</summary>
    public static string Query(string path, string sql)
    {
        using var database = SqliteConnection.OpenOwn(path);
        return database.CheckIntegrity() is "ok" ? database.Ask(sql) : "not whole";
    }

    public Answer Run(params string[] more) => Ask(["run", "--data", Data, "--target", TargetUrl, "--identity", Identity, "--scratch", Working, .. more]);

    public Answer Restore(string to, params string[] more) => Ask(["restore", "--to", to, "--target", TargetUrl, "--identity", Claim, .. more]);

    public Answer Verify() => Ask(["verify", "--target", TargetUrl, "--identity", Claim, "--scratch", Working]);

    /// <summary>How much later each command begins than the one before.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(1);

    public Answer Ask(params string[] arguments)
    {
        Time.Advance(Pace);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var log = Path.Combine(_scratch.Path, "termination-log");
        File.WriteAllText(log, string.Empty);
        var surroundings = new Surroundings(output, error, Time) { TerminationLog = log, Variable = Variable };
        var parsed = new RootCommand("test") { BackupCommand.Make(surroundings) }.Parse(["backup", .. arguments]);
        var exit = parsed.Errors.Count > 0 ? BackupExit.Wrong : parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
        if (parsed.Errors.Count > 0)
        {
            BackupCommand.SayMisunderstood(["backup", .. arguments], string.Join("; ", parsed.Errors.Select(e => e.Message)), surroundings);
        }

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var outcome = lines.Length == 1 && lines[0].StartsWith("{\"apiVersion", StringComparison.Ordinal)
            ? JsonSerializer.Deserialize(lines[0], ArchiveJson.Default.Outcome)
            : null;
        return new Answer(
            exit,
            output.ToString(),
            parsed.Errors.Count > 0 ? string.Join('\n', parsed.Errors.Select(e => e.Message)) : error.ToString(),
            outcome,
            File.ReadAllText(log));
    }

    public Manifest Manifest(string archive) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(Target, archive + ".json")), ArchiveJson.Default.Manifest)!;

    public void Dispose() => _scratch.Dispose();

    internal sealed record Answer(int Exit, string Output, string Error, Outcome? Outcome, string TerminationLog);
}
