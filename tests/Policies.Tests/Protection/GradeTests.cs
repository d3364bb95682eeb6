using HomelabStorage.Policies.Answers;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>What a grade rests on, what it softens, and until when.</summary>
public sealed class GradeTests
{
    private const string Copy = "cp -a /data /b/";

    /// <summary>The vault is critical, where the policy bears no loss: in time is within twice the interval of six hours.</summary>
    [Theory]
    [InlineData("", "", "warn")]
    [InlineData("2026-11-23T10:00:00Z", "", "warn")]
    [InlineData("2026-11-23T07:59:00Z", "", "deny")]
    [InlineData("2026-01-01T00:00:00Z", "", "deny")]
    [InlineData("9999-12-31T23:59:59Z", "", "warn")]
    [InlineData("2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "deny")]
    [InlineData("2026-01-01T00:00:00Z", "2027-11-20T00:00:00Z", "deny")]
    [InlineData("2026-01-01T00:00:00Z", "2026-11-23T18:00:00Z", "warn")]
    [InlineData("2026-01-01T00:00:00Z", "2026-11-23T08:00:00Z", "warn")]
    [InlineData("2026-01-01T00:00:00Z", "2026-11-23T07:59:00Z", "deny")]
    public void A_denial_is_softened_by_what_ran_and_by_what_had_no_time_to(string made, string last, string expected) =>
        Assert.Equal(
            expected,
            Action(
                Data.Replace("name: data,", $"name: data, {(made.Length > 0 ? $"creationTimestamp: '{made}'," : string.Empty)}", StringComparison.Ordinal),
                CronJob(Shell(Copy), status: last.Length > 0 ? $", status: {{lastSuccessfulTime: '{last}'}}" : string.Empty)));

    [Theory]
    [InlineData("0 3 * * *", "warn")]
    [InlineData("0 3 * * 1", "deny")]
    [InlineData("0 3 1 1 *", "deny")]
    public void What_is_too_rare_softens_nothing(string schedule, string expected) =>
        Assert.Equal(expected, Action(Data, CronJob(Shell(Copy)).Replace("0 */6 * * *", schedule, StringComparison.Ordinal)));

    /// <summary>Whoever follows it: what names no time copies nothing, and nobody is told to wait for it.</summary>
    [Theory]
    [InlineData("nightly", "its schedule 'nightly' names no time at which it would run")]
    [InlineData("0 0 30 2 *", "its schedule '0 0 30 2 *' names no time at which it would run")]
    [InlineData("0 0 3 * * *", "its schedule '0 0 3 * * *' names no time at which it would run")]
    [InlineData("", "it has no schedule")]
    public void A_schedule_that_names_no_time_is_none(string schedule, string why)
    {
        string[] plans =
        [
            CronJob(Shell(Copy)).Replace("0 */6 * * *", schedule, StringComparison.Ordinal),
            $"{{apiVersion: k8up.io/v1, kind: Schedule, metadata: {{name: copy, namespace: home}}, spec: {{backend: {{s3: {{bucket: b}}}}, backup: "
                + $"{{schedule: '{schedule}'}}}}}}",
            $"{{apiVersion: velero.io/v1, kind: Schedule, metadata: {{name: copy, namespace: velero}}, spec: {{schedule: '{schedule}', template: "
                + "{defaultVolumesToFsBackup: true}}}",
            $"{{apiVersion: longhorn.io/v1beta2, kind: RecurringJob, metadata: {{name: copy, namespace: longhorn-system}}, spec: {{cron: '{schedule}', "
                + "task: backup, groups: [default]}}",
        ];
        foreach (var plan in plans)
        {
            var backup = Assert.Single(Of(plan.Contains("longhorn", StringComparison.Ordinal) ? Longhorn : Block, Data, App, plan).Backups);
            Assert.Equal(Grade.Declared, backup.Grade);
            Assert.True(backup.WhyNot == why || (schedule.Length == 0 && backup.WhyNot.EndsWith("no schedule", StringComparison.Ordinal)), backup.WhyNot);
        }

        Assert.Equal("deny", Action(Data, plans[0]));
    }

    [Fact]
    public void The_warning_names_the_deadline()
    {
        var scene = Scene.Of(string.Join(
            "\n---\n",
            LocalPath,
            Data.Replace("name: data,", "name: data, creationTimestamp: '2026-11-23T10:00:00Z',", StringComparison.Ordinal),
            App,
            CronJob(Shell(Copy))));
        Assert.Contains(
            scene.Judge.Of(scene.Find<Workload>("app")).Findings,
            d => d.Finding.Message.EndsWith(
                    "CronJob home/copy backs it up every 6h (not proven: no run of it is known; it has to succeed by 2026-11-23 22:00Z)",
                    StringComparison.Ordinal)
                && FindingText.Warning(d).StartsWith(
                    "[critical-data-on-node-local] CronJob home/copy has to succeed by 2026-11-23 22:00Z: vaultwarden keeps critical data ",
                    StringComparison.Ordinal));
    }

    /// <summary>A claim that was deleted and made again has a volume of its own, and nothing has copied that before it was there.</summary>
    [Theory]
    [InlineData("2026-11-23T10:00:00Z", "2026-11-23T09:59:59Z", "scheduled", "warn")]
    [InlineData("2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z", "ran", "warn")]
    [InlineData("2026-11-23T07:59:00Z", "2026-11-23T07:58:00Z", "scheduled", "deny")]
    [InlineData("2026-11-23T09:00:00Z", "2026-11-23T08:30:00Z", "scheduled", "warn")]
    public void What_ran_before_the_claim_was_made_copied_another_one(string made, string last, string grade, string expected)
    {
        var claim = Data
            .Replace("name: data,", $"name: data, uid: u1, creationTimestamp: '{made}', annotations: {{k8up.io/backup: 'true'}},", StringComparison.Ordinal)
            .Replace("fast}", "fast, volumeName: pvc-1}", StringComparison.Ordinal);
        var job = CronJob(Shell(Copy), status: $", status: {{lastSuccessfulTime: '{last}'}}");
        Assert.Equal(expected, Action(claim, job));
        foreach (var makers in Makers(last))
        {
            Assert.Equal(grade, Words.Grades.Spell(Of([Longhorn, claim, App, .. makers]).Backups[0].Grade));
        }
    }

    /// <summary>Every maker that tells of its successes.</summary>
    private static IEnumerable<string[]> Makers(string last) =>
    [
        [CronJob(Shell(Copy), status: $", status: {{lastSuccessfulTime: '{last}'}}")],
        [
            "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: plan, namespace: home}, spec: {sourcePVC: data, trigger: "
                + $"{{schedule: '0 */6 * * *'}}, restic: {{repository: r, copyMethod: Direct}}}}, status: {{lastSyncTime: '{last}'}}}}",
        ],
        [
            "{apiVersion: k8up.io/v1, kind: Schedule, metadata: {name: plan, namespace: home}, spec: {backend: {s3: {bucket: b}}, backup: "
                + "{schedule: '0 */6 * * *'}}}",
            $"{{apiVersion: k8up.io/v1, kind: Snapshot, metadata: {{name: s, namespace: home}}, spec: {{date: '{last}', paths: [/data/data]}}}}",
        ],
        [
            "{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: plan, namespace: velero}, spec: {schedule: '0 */6 * * *', template: "
                + "{snapshotMoveData: true}}}",
            "{apiVersion: velero.io/v2alpha1, kind: DataUpload, metadata: {name: r, namespace: velero}, spec: {sourcePVC: data, sourceNamespace: "
                + $"home}}, status: {{phase: Completed, snapshotID: s, completionTimestamp: '{last}'}}}}",
        ],
        [
            "{apiVersion: longhorn.io/v1beta2, kind: RecurringJob, metadata: {name: plan, namespace: longhorn-system}, spec: {cron: '0 */6 * * *', "
                + "task: backup, groups: [default]}}",
            $"{{apiVersion: longhorn.io/v1beta2, kind: Volume, metadata: {{name: pvc-1, namespace: longhorn-system}}, status: {{lastBackupAt: '{last}'}}}}",
        ],
    ];

    /// <summary>Where the policy says how often copies are restored, twice that long; otherwise three months.</summary>
    [Theory]
    [InlineData("", "2026-08-26", "restored", "2026-11-24T00:00:00Z")]
    [InlineData("", "2026-08-25", "ran", "")]
    [InlineData(", verify: '30 4 * * 0'", "2026-11-10", "restored", "2026-11-24T00:00:00Z")]
    [InlineData(", verify: '30 4 * * 0'", "2026-11-09", "ran", "")]
    public void What_was_restored_speaks_for_later_copies_for_a_while(string verify, string when, string grade, string until)
    {
        var policy = "apiVersion: homelab-storage.io/v1alpha1\nkind: StoragePolicy\nmetadata: {name: home}\n"
            + $"tiers: [{{criticality: critical, rpo: 0s, rto: 5m, schedule: '0 */6 * * *', keep: 14{verify}}}]";
        var scene = Scene.Under(policy, string.Join(
            "\n---\n",
            LocalPath,
            Data.Replace("name: data,", $"name: data, annotations: {{homelab-storage.io/restore-tested: '{when}'}},", StringComparison.Ordinal),
            App,
            CronJob(Shell(Copy), status: ", status: {lastSuccessfulTime: '2026-11-23T19:00:00Z'}")));
        Assert.Equal(grade, Words.Grades.Spell(scene.Mount("app", "/data").Coverage.Best!.Grade));
        scene.Judge.Of(scene.Find<Workload>("app"));
        Assert.Equal(
            DateTimeOffset.Parse(until.Length > 0 ? until : "2026-11-24T07:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            scene.Judge.Until);
    }

    [Fact]
    public void What_was_restored_before_the_claim_was_made_was_another_one()
    {
        var claim = Data.Replace(
            "name: data,",
            "name: data, creationTimestamp: '2026-11-21T00:00:00Z', annotations: {homelab-storage.io/restore-tested: '2026-11-20'},",
            StringComparison.Ordinal);
        Assert.Equal(
            "CronJob home/copy ran (cp)",
            By(LocalPath, claim, App, CronJob(Shell(Copy), status: ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}")));
    }

    [Theory]
    [InlineData("2026-11-20", "restored")]
    [InlineData("2027-11-20", "ran")]
    public void Somebodys_word_that_a_copy_was_restored_counts_once_it_is_so(string when, string grade)
    {
        var job = CronJob(Shell(Copy), status: ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}");
        Assert.Equal(
            $"CronJob home/copy {grade} (cp)",
            By(
                LocalPath,
                Data.Replace("name: data,", $"name: data, annotations: {{homelab-storage.io/restore-tested: '{when}'}},", StringComparison.Ordinal),
                App,
                job));
        Assert.Equal(
            $"CronJob home/copy {grade} (cp)",
            By(
                LocalPath,
                Data,
                App,
                job.Replace("name: copy,", $"name: copy, annotations: {{homelab-storage.io/restore-tested: '{when}'}},", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("2026-11-23T18:00:00Z", "2026-11-24T06:00:00Z")]
    [InlineData("2026-11-23T08:00:01Z", "2026-11-23T20:00:01Z")]
    public void An_answer_ends_when_the_age_crosses_its_limit(string last, string until)
    {
        var old = Data.Replace("name: data,", "name: data, creationTimestamp: '2026-01-01T00:00:00Z',", StringComparison.Ordinal);
        var scene = Scene.Of(string.Join("\n---\n", LocalPath, old, App, CronJob(Shell(Copy), status: $", status: {{lastSuccessfulTime: '{last}'}}")));
        Assert.Equal(RuleAction.Warn, Strongest(scene.Judge, scene.Find<Workload>("app")));
        Assert.Equal(DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), scene.Judge.Until);
        Assert.Equal(RuleAction.Deny, Strongest(new Judge(scene.Inventory, scene.Policy, scene.Judge.Until.AddSeconds(1)), scene.Find<Workload>("app")));
    }

    [Fact]
    public void What_no_backup_bears_on_never_ends()
    {
        var scene = Scene.Of(string.Join("\n---\n", LocalPath, Data, App));
        scene.Judge.Of(scene.Find<Workload>("app"));
        Assert.Equal(DateTimeOffset.MaxValue, scene.Judge.Until);
    }

    [Theory]
    [InlineData(
        "{apiVersion: k8up.io/v1, kind: Schedule, metadata: {name: plan, namespace: home}, spec: {backend: {s3: {bucket: b}}, backup: {schedule: '@hourly'}}}",
        "{apiVersion: k8up.io/v1, kind: Snapshot, metadata: {name: s, namespace: home}, spec: {date: '2026-11-23T19:00:00Z', paths: [/data/data]}}")]
    [InlineData(
        "{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: plan, namespace: velero}, spec: {schedule: '@hourly', template: "
            + "{defaultVolumesToFsBackup: true}}}",
        "{apiVersion: velero.io/v1, kind: PodVolumeBackup, metadata: {name: r, namespace: velero, labels: {velero.io/pvc-uid: u1}}, status: "
            + "{phase: Completed, snapshotID: s, completionTimestamp: '2026-11-23T19:00:00Z'}}")]
    [InlineData(
        "{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: plan, namespace: velero}, spec: {schedule: '@hourly', template: "
            + "{snapshotMoveData: true}}}",
        "{apiVersion: velero.io/v2alpha1, kind: DataUpload, metadata: {name: r, namespace: velero}, spec: {sourcePVC: data, sourceNamespace: "
            + "home}, status: {phase: Completed, snapshotID: s, completionTimestamp: '2026-11-23T19:00:00Z'}}")]
    public void A_recorded_run_of_the_claim_is_proof_and_of_another_none(string plan, string run)
    {
        var claim = Data.Replace("name: data,", "name: data, uid: u1, annotations: {k8up.io/backup: 'true'},", StringComparison.Ordinal);
        Assert.Equal(Grade.Ran, Of(Block, claim, App, plan, run).Best!.Grade);
        foreach (var (was, other) in new[] { ("Completed", "Failed"), ("/data/data", "/data/other"), ("sourcePVC: "
            + "data", "sourcePVC: other"), ("pvc-uid: u1", "pvc-uid: u2"), ("2026-11-23T19", "2026-11-22T19"), ("snapshotID: s, ", string.Empty) })
        {
            if (run.Contains(was, StringComparison.Ordinal))
            {
                Assert.Equal(Grade.Scheduled, Of(Block, claim, App, plan, run.Replace(was, other, StringComparison.Ordinal)).Best!.Grade);
            }
        }
    }

    [Theory]
    [InlineData("2026-11-23T18:00:00Z", Grade.Ran)]
    [InlineData("2026-11-22T18:00:00Z", Grade.Scheduled)]
    public void A_plan_may_say_itself_when_it_last_succeeded(string last, Grade grade) => Assert.Equal(
        grade,
        Of(
            Block,
            Data,
            App,
            $"{{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {{name: plan, namespace: home}}, spec: {{sourcePVC: "
                + $"data, trigger: {{schedule: '@hourly'}}, kopia: {{repository: r, copyMethod: Snapshot}}}}, status: {{lastSyncTime: '{last}', "
                    + $"latestMoverStatus: {{result: Failed}}}}}}").Best!.Grade);

    private static string Action(string claim, string job)
    {
        var scene = Scene.Of(string.Join("\n---\n", LocalPath, claim, App, job));
        return Words.Actions.Spell(Strongest(scene.Judge, scene.Find<Workload>("app")));
    }

    private static RuleAction Strongest(Judge judge, Workload workload) =>
        judge.Of(workload).Findings.Where(d => d.Finding.Rule.Id is "critical-data-on-node-local").Select(d => d.Action).Single();
}
