using System.Text.Json.Nodes;
using HomelabStorage.Policies.Migrating;
using Xunit;

namespace HomelabStorage.Backup.Tests.Runs;

/// <summary>The Job that moves a claim: its containers, one after the other, in this process.</summary>
public sealed class CopyJobTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_the_Job_runs_brings_every_file_and_every_row_to_the_new_volume_and_twice_is_once()
    {
        _home.PutDatabase("db.sqlite3", "WAL", 500);
        _home.Put("assets/icon.png", "icon");
        var to = Directory.CreateDirectory(Path.Combine(_home.Root, "new")).FullName;
        for (var run = 0; run < 2; run++)
        {
            Assert.All(Containers(to), arguments => Assert.Equal((0, string.Empty), Ended(_home.Ask([.. arguments.Skip(1)]))));
            Assert.Equal("500", Home.Query(Path.Combine(to, "db.sqlite3"), "SELECT count(*) FROM t"));
            Assert.Equal("icon", File.ReadAllText(Path.Combine(to, "assets/icon.png")));
            Assert.Equal(
                [".hs-before-4f2a91bc", "assets", "db.sqlite3"],
                Directory.EnumerateFileSystemEntries(to).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_Job_that_looks_writes_nothing_and_says_how_much_there_is()
    {
        _home.PutDatabase("db.sqlite3", "DELETE", 500);
        var looked = _home.Ask([.. In(LookJson.Of(Copy, node: "one")["spec"]!["template"]!["spec"]!["containers"]!, _home.Data).Skip(1)]);
        Assert.Equal((0, string.Empty), Ended(looked));
        Assert.Equal(new FileInfo(Path.Combine(_home.Data, "db.sqlite3")).Length, looked.Outcome!.Bytes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Target));
    }

    [Fact]
    public void A_damaged_database_ends_it_before_anything_is_written()
    {
        var database = _home.PutDatabase("db.sqlite3", "DELETE", 500);
        using (var file = File.OpenWrite(database))
        {
            file.Position = 40_000;
            file.Write(new byte[20_000]);
        }

        var to = Directory.CreateDirectory(Path.Combine(_home.Root, "new")).FullName;
        Assert.NotEqual(0, _home.Ask([.. Containers(to)[0].Skip(1)]).Exit);
        Assert.Empty(Directory.EnumerateFileSystemEntries(to));
    }

    private static CopyJob Copy => new()
    {
        Namespace = "books",
        Name = "hs-move-linkding-data-4f2a91bc",
        Image = "homelab-storage",
        From = "linkding-data",
        To = "hs-move-linkding-data-4f2a91bc",
        Identity = Home.Identity,
        Reader = new CopyUser(0, null, []),
        Writer = new CopyUser(1000, null, []),
    };

    private static (int Exit, string Error) Ended(Home.Answer answer) => (answer.Exit, answer.Exit == 0 ? string.Empty : answer.Output + answer.Error);

    /// <summary>The arguments of both containers, with folders of this test where the pod has its volumes.</summary>
    private string[][] Containers(string to)
    {
        var job = MoveJson.Job(Copy);
        var pod = job["spec"]!["template"]!["spec"]!;
        return [In(pod["initContainers"]!, _home.Data), In(pod["containers"]!, to)];
    }

    private string[] In(JsonNode containers, string data) =>
    [
        .. containers.AsArray()[0]!["args"]!.AsArray()
            .Select(a => ((string)a!).Replace("/data", data, StringComparison.Ordinal).Replace("/target", _home.Target, StringComparison.Ordinal)),
    ];
}
