using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What is said of an annotation of ours that cannot be followed.</summary>
public sealed class AnnotationTests
{
    private const string Reason = ", homelab-storage.io/exempt-reason: moving";

    [Theory]
    [InlineData("data: sqlite", "")]
    [InlineData("data: ' sqlite '", "")]
    [InlineData("data: sqlit", "'sqlit' is not known; did you mean 'sqlite'?")]
    [InlineData(
        "data: quicksilver",
        "'quicksilver' is not one of unknown, sqlite, embedded-database, database, files, media, model, config, backup, control-plane, "
            + "session, cache, scratch")]
    [InlineData("data.v: cahe", "'cahe' is not known; did you mean 'cache'?")]
    [InlineData("data.v: cache", "")]
    [InlineData("datas: cache", "there is no such annotation; did you mean homelab-storage.io/data?")]
    [InlineData("criticality: low", "")]
    [InlineData("criticality: critcal", "'critcal' is not known; did you mean 'critical'?")]
    [InlineData("criticality: utter", "'utter' is not one of critical, important, low")]
    [InlineData("backup: 'true'", "")]
    [InlineData("backup: 'false'", "")]
    [InlineData("backup: never", "'never' is not true or false")]
    [InlineData("backup-schedule: '@hourly'", "")]
    [InlineData("backup-schedule: hourly", "'hourly' is not a cron expression such as '0 */6 * * *'")]
    [InlineData("backup-strategy: dump", "")]
    [InlineData("backup-strategy: rsync", "'rsync' is not one of files, sqlite, dump, litestream")]
    [InlineData("backup-keep: last=7,daily=7", "")]
    [InlineData("backup-host: 'db:5432'", "")]
    [InlineData("backup-host: db.home.svc", "")]
    [InlineData("backup-host: 'db:99999'", "'db:99999' is not an address; write HOST or HOST:PORT, such as postgres.home.svc:5432")]
    [InlineData("backup-host: 'postgres://db'", "'postgres://db' is not an address; write HOST or HOST:PORT, such as postgres.home.svc:5432")]
    [InlineData("backup-shedule: hourly", "there is no such annotation; did you mean homelab-storage.io/backup-schedule?")]
    [InlineData(
        "quicksilver: x",
        "there is no such annotation; there are data, criticality, exempt, exempt-reason, exempt-until, exempt-given, backup, backup-schedule, backup-keep, "
            + "backup-strategy, backup-target, backup-run-as, backup-host, restore, restore-tested, requested-storage-class, chosen-by")]
    [InlineData("restore-tested: '2026-11-20'", "")]
    [InlineData("restore-tested: lately", "'lately' is not a date such as 2027-01-31")]
    [InlineData("chosen-by: x", "")]
    [InlineData("exempt-given: 'image=ghcr.io/a/b:1, class=, data=sqlite'", "")]
    [InlineData(
        "exempt-given: data=sqlit",
        "'data=sqlit' is nothing that an exemption is given for; write image=ghcr.io/owner/app, class=fast or data=sqlite, separated by commas")]
    [InlineData("exempt: host-path-volume", "has no effect without homelab-storage.io/exempt-reason, which is missing")]
    [InlineData(
        "exempt: host-path-volume, homelab-storage.io/exempt-reason: ' '",
        "has no effect without homelab-storage.io/exempt-reason, which is missing")]
    [InlineData("exempt: host-path-volume" + Reason, "")]
    [InlineData("exempt: 'host-path-volume, , media-mounted-writable,'" + Reason, "")]
    [InlineData("exempt: 'host-path-volume, host-path-volum'" + Reason, "there is no rule 'host-path-volum'; did you mean 'host-path-volume'?")]
    [InlineData("exempt: quicksilver" + Reason, "there is no rule 'quicksilver'; 'homelab-storage rules' lists them all")]
    [InlineData("exempt-until: '2026-11-23'", "")]
    [InlineData("exempt-until: ' 2026-11-22 '", "")]
    [InlineData("exempt-until: next week", "'next week' is not a date such as 2027-01-31")]
    public void What_cannot_be_followed_is_named_with_what_could_be(string annotation, string complaint)
    {
        var scene = Scene.Of(Said.Claim("storageClassName: local-path", $"homelab-storage.io/{annotation}"));
        var key = annotation[..annotation.IndexOf(':', StringComparison.Ordinal)];
        Assert.Equal(
            complaint.Length == 0
                ? string.Empty
                : $"warn observed /metadata/annotations/homelab-storage.io~1{key}: annotation homelab-storage.io/{key}: {complaint} | "
                    + $"PersistentVolumeClaim home/data: metadata.annotations: correct or remove homelab-storage.io/{key}",
            Said.By("annotation-not-understood", scene, scene.Find<Claim>("data")));
    }

    [Fact]
    public void Annotations_of_others_are_their_own_business()
    {
        var scene = Scene.Of(Said.Claim("storageClassName: local-path", "example.com/data: sqlit, homelab-storage.iox/data: sqlit"));
        Assert.Equal(string.Empty, Said.By("annotation-not-understood", scene, scene.Find<Claim>("data")));
    }
}
