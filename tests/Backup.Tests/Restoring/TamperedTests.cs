using System.Text.Json.Nodes;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Backup.Restoring;
using Xunit;

namespace HomelabStorage.Backup.Tests.Restoring;

/// <summary>A manifest or a journal that somebody changed: refused by name, nothing crashes, nothing outside the folder is touched.</summary>
public sealed class TamperedTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("archive", "null")]
    [InlineData("archive", "{}")]
    [InlineData("databases", "null")]
    [InlineData("databases", "[null]")]
    [InlineData("totals", "{\"files\":1}")]
    public void A_manifest_without_what_it_must_have_is_none(string key, string value)
    {
        Tamper(m => m[key] = JsonNode.Parse(value));
        var listed = _home.Ask("list", "--target", _home.TargetUrl);
        Assert.Equal(0, listed.Exit);
        Assert.StartsWith("broken", listed.Output, StringComparison.Ordinal);
        Refused();
    }

    [Theory]
    [InlineData("databases")]
    [InlineData("embedded")]
    [InlineData("failures")]
    [InlineData("warnings")]
    [InlineData("archive")]
    [InlineData("outcome")]
    public void A_manifest_that_lacks_what_it_must_have_is_none_and_the_others_are_good(string key)
    {
        Tamper(m => m.AsObject().Remove(key));
        Refused();
        Assert.Equal(0, _home.Run().Exit);
        var listed = _home.Ask("list", "--target", _home.TargetUrl);
        Assert.Equal(0, listed.Exit);
        Assert.StartsWith("good", listed.Output, StringComparison.Ordinal);
        Assert.Contains("\nbroken", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path", "null")]
    [InlineData("path", "\"../outside\"")]
    [InlineData("path", "\"/etc/outside\"")]
    [InlineData("modified", "\"soon\"")]
    [InlineData("sha256", "null")]
    public void A_file_of_a_manifest_that_is_none_breaks_the_backup(string key, string value)
    {
        Tamper(m => m["files"]![0]![key] = JsonNode.Parse(value));
        Refused();
        Assert.Equal(BackupExit.Failed, _home.Verify().Exit);
        Assert.StartsWith("broken", _home.Ask("list", "--target", _home.TargetUrl).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_twice_breaks_the_backup()
    {
        Tamper(m => m["files"]!.AsArray().Add(m["files"]![0]!.DeepClone()));
        Refused();
    }

    [Fact]
    public void A_database_outside_the_archive_is_never_opened()
    {
        var outside = Path.Combine(_home.Root, "outside.db");
        using (var database = SqliteConnection.OpenOwn(outside))
        {
            database.Ask("CREATE TABLE t(id INTEGER PRIMARY KEY, x BLOB)");
        }

        Tamper(m => m["databases"]![0]!["path"] = outside);
        Assert.Contains("is not a file of the manifest", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_names_a_folder_of_somebody_else_is_refused()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var victim = Directory.CreateDirectory(Path.Combine(_home.Root, "victim")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, ".hs-restore-x"));
        File.WriteAllText(
            Path.Combine(folder, ".hs-restoring.json"),
            "{\"id\":\"x/../../victim\",\"archive\":\"a/b/c-1/20261125T220800Z-4f2a\",\"phase\":\"Unpacking\"}");
        Assert.Equal(BackupExit.Failed, _home.Restore(folder).Exit);
        Assert.True(Directory.Exists(victim));
    }

    [Fact]
    public void Two_restores_at_once_are_one()
    {
        _home.Put("notes", "words");
        _home.Run("--strategy", "files");
        var folder = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        using (FolderLock.Take(folder))
        {
            var answer = _home.Restore(folder);
            Assert.Equal(BackupExit.Wrong, answer.Exit);
            Assert.Contains("another restore is at work", answer.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, _home.Restore(folder).Exit);
    }

    private void Tamper(Action<JsonNode> change)
    {
        _home.PutDatabase("app.db", "delete", 5);
        var path = Path.Combine(_home.Target, _home.Run().Outcome!.Archive! + ".json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        change(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private string Refused()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var answer = _home.Restore(folder);
        Assert.Equal(BackupExit.Failed, answer.Exit);
        Assert.NotNull(answer.Outcome);
        Assert.DoesNotContain("bug", answer.Error, StringComparison.Ordinal);
        return answer.Error;
    }
}
