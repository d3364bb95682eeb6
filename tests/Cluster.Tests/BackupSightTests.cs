using System.Net;
using System.Text.Json;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>What a cluster tells of backups: that they ran is in statuses, and not being allowed to look is no absence.</summary>
public sealed class BackupSightTests
{
    private const string Source = """{"sourcePVC": "data", "trigger": {"schedule": "@hourly"}, "restic": {"copyMethod": "Snapshot"}}""";

    private static readonly WatchedResource Sources = Watched("volsync.backube/v1alpha1", "ReplicationSource");

    [Theory]
    [InlineData(
        "volsync.backube/v1alpha1",
        "ReplicationSource",
        """{"lastSyncTime": "2026-11-23T18:00:00Z"}""",
        """{"lastSyncTime": "2026-11-23T19:00:00Z"}""",
        true)]
    [InlineData("volsync.backube/v1alpha1", "ReplicationSource", """{"lastSyncDuration": "1m"}""", """{"lastSyncDuration": "2m"}""", false)]
    [InlineData("longhorn.io/v1beta2", "Volume", """{"lastBackupAt": ""}""", """{"lastBackupAt": "2026-11-23T19:00:00Z"}""", true)]
    [InlineData("longhorn.io/v1beta2", "Volume", """{"state": "attached"}""", """{"state": "detached"}""", true)]
    [InlineData("longhorn.io/v1beta2", "Volume", """{"actualSize": 1}""", """{"actualSize": 2}""", false)]
    [InlineData("velero.io/v1", "PodVolumeBackup", """{"phase": "InProgress"}""", """{"phase": "Completed"}""", true)]
    [InlineData(
        "postgresql.cnpg.io/v1",
        "Cluster",
        """{"lastSuccessfulBackup": "2026-11-22T00:00:00Z"}""",
        """{"lastSuccessfulBackup": "2026-11-23T00:00:00Z"}""",
        true)]
    [InlineData(
        "postgresql.cnpg.io/v1",
        "Cluster",
        """{"conditions": [{"type": "ContinuousArchiving", "status": "True"}]}""",
        """{"conditions": [{"type": "ContinuousArchiving", "status": "False"}]}""",
        true)]
    [InlineData("postgresql.cnpg.io/v1", "Cluster", """{"readyInstances": 1}""", """{"readyInstances": 2}""", false)]
    [InlineData("batch/v1", "CronJob", """{"lastSuccessfulTime": "2026-11-23T18:00:00Z"}""", """{"lastSuccessfulTime": "2026-11-23T19:00:00Z"}""", true)]
    [InlineData("batch/v1", "CronJob", """{"lastScheduleTime": "2026-11-23T18:00:00Z"}""", """{"lastScheduleTime": "2026-11-23T19:00:00Z"}""", false)]
    public void A_status_that_tells_of_backups_is_news_and_no_other_is(string version, string kind, string before, string after, bool isNews)
    {
        var resource = Watched(version, kind);
        var spec = kind is "CronJob" ? """{"schedule": "@hourly", "jobTemplate": {"spec": {"template": {"spec": {"containers": []}}}}}""" : "{}";
        Assert.Equal(isNews, Seen(resource, spec, before).Digest != Seen(resource, spec, after).Digest);
    }

    [Fact]
    public void A_run_that_is_told_later_is_in_the_inventory()
    {
        var (time, published) = (new FakeTimeProvider(), new List<Inventory>());
        using var inventory = new LiveInventory([Sources], published.Add, time);
        inventory.Replace(Sources, [Seen(Sources, Source, "{}")]);
        inventory.Put(Sources, Seen(Sources, Source, """{"lastSyncTime": "2026-11-23T19:00:00Z"}"""));
        time.Advance(LiveInventory.Quiet);
        Assert.Equal(19, Assert.Single(published[^1].Backups.At("data")).Past.Time("last")?.Hour);
    }

    [Fact]
    public void Scripts_of_jobs_are_kept_and_dashboards_are_not()
    {
        var long_ = new string('x', 4000);
        using var map = JsonDocument.Parse(
            $$"""
            {
              "metadata": {"name": "m", "namespace": "home"},
              "data": {"backup.sh": "tar czf /b/x /data # {{long_}}", 
                "run": "#!/bin/sh\n{{long_}}", "litestream.yml": "dbs: [] # {{long_}}", "board.json": "{{long_}}", "HOST": "db"}
            }
            """);
        Assert.Equal(
            ["HOST", "backup.sh", "litestream.yml", "run"],
            Assert.IsType<ConfigMap>(Observed.Of(map.RootElement, Watched("v1", "ConfigMap"))!.Manifest).Entries.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_kind_that_may_not_be_listed_stays_in_mind()
    {
        using var fake = new FakeApiServer();
        fake.Holds([]);
        fake.On(
            "GET",
            "/apis/volsync.backube/v1alpha1/replicationsources",
            FakeApiServer.Json("""{"kind":"Status","message":"forbidden"}""", HttpStatusCode.Forbidden));
        using var server = fake.Connect();
        var whole = Assert.IsType<ClusterReading.Whole>(await ClusterReader.Read(server, string.Empty, () => { }, TestContext.Current.CancellationToken));
        Assert.True(Assert.IsType<BackupObject>(Assert.Single(whole.Manifests)) is { IsUnseen: true, Kind.Kind: "ReplicationSource" });
    }

    private static WatchedResource Watched(string version, string kind) => WatchedResource.Of(ManifestKinds.Of(version, kind)!);

    private static Observed Seen(WatchedResource resource, string spec, string status)
    {
        using var document = JsonDocument.Parse($$"""{"metadata": {"name": "a", "namespace": "home"}, "spec": {{spec}}, "status": {{status}}}""");
        return Observed.Of(document.RootElement, resource)!;
    }
}
