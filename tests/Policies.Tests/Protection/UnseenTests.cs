using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Kinds of makers of backups that may not be listed: forbidden is not none.</summary>
public sealed class UnseenTests
{
    private static readonly string Old =
        Data.Replace("name: data,", "name: data, uid: u, creationTimestamp: '2026-01-01T00:00:00Z',", StringComparison.Ordinal);

    [Theory]
    [InlineData("ReplicationSource", "warn")]
    [InlineData("SnapshotSchedule", "warn")]
    [InlineData("Snapshot", "deny")]
    [InlineData("RecurringJob", "deny")]
    [InlineData("ScheduledBackup", "deny")]
    [InlineData("", "deny")]
    public void What_may_cover_the_claim_and_may_not_be_seen_refuses_nothing(string kind, string expected) =>
        Assert.Equal(expected, Action(kind, LocalPath, Old, App));

    [Fact]
    public void The_message_says_what_may_not_be_seen() =>
        Assert.EndsWith(
            "; whether VolSync backs it up is not known: replicationsources.volsync.backube may not be listed",
            Message("ReplicationSource", LocalPath, Old, App),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("PodVolumeBackup", "warn")]
    [InlineData("DataUpload", "warn")]
    [InlineData("Backup", "deny")]
    [InlineData("", "deny")]
    public void A_plan_whose_runs_may_not_be_seen_may_have_succeeded(string kind, string expected) => Assert.Equal(
        expected,
        Action(
            kind,
            LocalPath.Replace("{name: fast}", "{name: fast, annotations: {defaultVolumeType: local}}", StringComparison.Ordinal),
            Old,
            App,
            "{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: plan, namespace: velero}, spec: {schedule: '0 */6 * * *', template: "
                + "{defaultVolumesToFsBackup: true}}}"));

    [Fact]
    public void What_is_seen_to_cover_needs_no_other_word()
    {
        var job = CronJob(Shell("cp -a /data /b/"), status: ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}");
        Assert.Contains("(ran 2026-11-23 18:00Z)", Message("ReplicationSource", LocalPath, Old, App, job), StringComparison.Ordinal);
    }

    private static string Action(string kind, params string[] objects) => Words.Actions.Spell(Decision(kind, objects).Action);

    private static string Message(string kind, params string[] objects) => Decision(kind, objects).Finding.Message;

    private static Decision Decision(string unseen, string[] objects)
    {
        var scene = Scene.Of(string.Join("\n---\n", objects));
        var inventory = ShippedOperators.All
            .SelectMany(o => o.Kinds)
            .Where(k => string.Equals(k.Kind, unseen, StringComparison.Ordinal))
            .Aggregate(scene.Inventory, (known, kind) => known.With(BackupObject.Unseen(kind)));
        return new Judge(inventory, scene.Policy, FixedTime.Now)
            .Of(scene.Find<Workload>("app"))
            .Findings
            .Single(d => d.Finding.Rule.Id is "critical-data-on-node-local");
    }
}
