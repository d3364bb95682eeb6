using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>A new cluster, the same manifests, and the data are back: what the webhook puts into a pod of a real API server, carried out on folders.</summary>
public sealed class RestoreOnCreateTests(Cluster cluster) : IDisposable
{
    private const string Old = "home/again/linkding-data/8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55";

    private const string New = "home/again/linkding-data/5b0d9f11-2d64-4c1f-8a0e-6f1c2b3d4e5f";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-again").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_pod_gets_the_data_of_the_old_cluster_before_its_app_starts()
    {
        await using var webhook = await Installed.In(cluster, "again", policy => policy
            .Replace("    rpo: 0s\n    rto: 5m\n", "    rpo: 0s\n    rto: 5m\n    restore: onCreate\n", StringComparison.Ordinal)
            .Replace("  emit: [cronjob]\n", "  emit: [cronjob]\n  target: nfs://10.0.0.9/backups\n", StringComparison.Ordinal));
        var pod = await Pods.Made(webhook);
        var container = pod["spec"]!["initContainers"]![0]!;
        Assert.Equal("homelab-storage-restore", (string?)container["name"]);
        Assert.Equal(
            "10.0.0.9",
            (string?)pod["spec"]!["volumes"]!.AsArray().Single(v => (string?)v!["name"] == "homelab-storage-target")!["nfs"]!["server"]);

        // The first time there is nothing, which the target has to say itself; one that cannot be reached keeps the pod waiting.
        Directory.CreateDirectory(Target);
        var (first, said) = await Restore(container, "fresh");
        Assert.True(first == 0 && said.Contains("nothing was ever stored", StringComparison.Ordinal), said);
        Directory.Delete(Target);
        var (away, why) = await Restore(container, "fresh");
        Assert.True(away != 0 && why.Contains(Target, StringComparison.Ordinal), why);
        Assert.Empty(Entries("fresh"));

        // The old cluster, which is gone: its claim had another UID.
        Directory.CreateDirectory(Target);
        Directory.CreateDirectory(In("old"));
        Directory.CreateDirectory(In("scratch"));
        CarriedOut.Sql(Path.Combine(In("old"), "db.sqlite3"), "create table bookmark (url text); "
            + "insert into bookmark select hex(randomblob(9000)) from json_each('[1,2,3,4,5,6,7]')");
        var (stored, line) = await CarriedOut.Program(
            "backup", "run", "--data", In("old"), "--target", $"file://{Target}", "--identity", Old, "--scratch", In("scratch"));
        Assert.True(stored == 0, line);

        // Two pods of the claim at once: it is restored once, and both find it.
        var both = await Task.WhenAll(Restore(container, "new"), Restore(container, "new"));
        Assert.Contains(both, one => one.Code == 0);
        Assert.Equal(7, CarriedOut.Sql(Path.Combine(In("new"), "db.sqlite3"), "select count(*) from bookmark"));
        Assert.Equal(0, (await Restore(container, "new")).Code);

        // What the app writes from then on stays, whatever is at the target.
        CarriedOut.Sql(Path.Combine(In("new"), "db.sqlite3"), "insert into bookmark values ('https://example.org/new')");
        var (again, there) = await Restore(container, "new");
        Assert.True(again == 0 && there.Contains("there is data", StringComparison.Ordinal), there);
        Assert.Equal(8, CarriedOut.Sql(Path.Combine(In("new"), "db.sqlite3"), "select count(*) from bookmark"));

        // While the webhook is away an app starts on an empty volume. Its first backup is suspicious, and drops nothing of what was there before.
        Directory.CreateDirectory(In("empty"));
        CarriedOut.Sql(Path.Combine(In("empty"), "db.sqlite3"), "create table bookmark (url text)");
        var (_, emptied) = await CarriedOut.Program(
            "backup", "run", "--data", In("empty"), "--target", $"file://{Target}", "--identity", New, "--scratch", In("scratch"), "--keep", "1");
        Assert.Contains("suspicious", emptied, StringComparison.Ordinal);
        Assert.Equal(0, (await Restore(container, "next")).Code);
        Assert.Equal(7, CarriedOut.Sql(Path.Combine(In("next"), "db.sqlite3"), "select count(*) from bookmark"));
    }

    private string Target => In("target");

    private string In(string name) => Path.Combine(_folder, name);

    private string[] Entries(string name) =>
        [.. Directory.EnumerateFileSystemEntries(In(name)).Where(e => !Path.GetFileName(e).StartsWith(".hs-", StringComparison.Ordinal))];

    private Task<(int Code, string Line)> Restore(JsonNode container, string data)
    {
        Directory.CreateDirectory(In(data));
        return CarriedOut.Container(container, volume => volume is "homelab-storage-target" ? Target : In(data));
    }
}
