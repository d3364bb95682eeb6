using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Plans that name one claim: what they cover, and what they silently do not.</summary>
public sealed class ClaimPlanTests
{
    private const string Restic = "restic: {repository: r, copyMethod: Snapshot}";

    [Theory]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {repository: r, copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, kopia: {repository: r, copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, rclone: {rcloneConfig: r, copyMethod: Clone}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, rsyncTLS: {copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, external: {provider: x}", "scheduled")]
    [InlineData("restic: {repository: r, copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {}, rsyncTLS: {copyMethod: Snapshot}", "scheduled")]
    [InlineData("external: {provider: x}", "declared? when ReplicationSource home/plan is followed is up to a provider that is not known")]
    [InlineData("paused: true, external: {provider: x}", "declared: it is paused")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {repository: r, copyMethod: Direct}", "scheduled (copyMethod Direct)")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {repository: r, copyMethod: None}", "scheduled (copyMethod None)")]
    [InlineData("paused: true, trigger: {schedule: '0 */6 * * *'}, restic: {copyMethod: Snapshot}", "declared: it is paused")]
    [InlineData("trigger: {manual: once}, restic: {copyMethod: Snapshot}", "declared: it runs once, when told ('once')")]
    [InlineData("trigger: {manual: now, schedule: '0 */6 * * *'}, restic: {copyMethod: Snapshot}", "declared: it runs once, when told ('now')")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, syncthing: {}", "declared: syncthing keeps replicas in step: what is deleted in one is deleted in all")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}", "declared: it says no place to copy to")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {copyMethod: Snapshot}", "declared: restic names no repository, and without one it fails")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, kopia: {copyMethod: Snapshot}", "declared: kopia names no repository, and without one it fails")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, rclone: {copyMethod: Clone}", "declared: rclone names no repository, and without one it fails")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {repository: r}", "declared: restic says no copyMethod, and without one it fails")]
    public void A_plan_covers_the_claim_when_something_in_it_will_run(string spec, string expected) =>
        Assert.Equal($"ReplicationSource home/plan {expected}", By(Block, Data, App, Plan(spec)));

    [Theory]
    [InlineData("Snapshot")]
    [InlineData("Clone")]
    public void A_snapshot_needs_a_driver_that_has_them(string method) =>
        Assert.Equal(
            $"ReplicationSource home/plan declared: copyMethod {method} needs a snapshot, and local-path has none",
            By(LocalPath, Data, App, Plan($"trigger: {{schedule: '@daily'}}, restic: {{repository: r, copyMethod: {method}}}")));

    [Fact]
    public void A_claim_of_one_pod_cannot_be_mounted_by_a_second() =>
        Assert.Equal(
            "ReplicationSource home/plan declared: a second pod cannot mount a ReadWriteOncePod claim (copyMethod Direct)",
            By(
                Block,
                Data.Replace("[ReadWriteOnce]", "[ReadWriteOncePod]", StringComparison.Ordinal),
                App,
                Plan("trigger: {schedule: '@daily'}, restic: {repository: r, copyMethod: Direct}")));

    [Fact]
    public void A_claim_may_make_it_wait() =>
        Assert.Equal(
            "ReplicationSource home/plan declared: annotation volsync.backube/use-copy-trigger makes it wait for somebody's word",
            By(
                Block,
                Data.Replace("name: data,", "name: data, annotations: {volsync.backube/use-copy-trigger: ''},", StringComparison.Ordinal),
                App,
                Plan($"trigger: {{schedule: '@daily'}}, {Restic}")));

    [Theory]
    [InlineData("home", "other")]
    [InlineData("elsewhere", "data")]
    public void Another_claim_is_not_covered(string ns, string claim) =>
        Assert.Empty(By(
            Block,
            Data,
            App,
            Plan($"trigger: {{schedule: '@daily'}}, {Restic}")
                .Replace("namespace: home", $"namespace: {ns}", StringComparison.Ordinal)
                .Replace("sourcePVC: data", $"sourcePVC: {claim}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("sources: [{pvc: {name: data}}]", "policyRef: {name: plan}, schedule: {cron: 'H * * * *'}", "scheduled")]
    [InlineData("sources: [{pvc: {name: x}}, {pvc: {name: data}}]", "policyRef: {name: plan}, schedule: {cron: 'H * * * *'}", "scheduled")]
    [InlineData(
        "sources: [{pvc: {name: data}}], copyMethod: Direct",
        "policyRef: {name: plan}, schedule: {cron: 'H 3 * * *'}",
        "scheduled (copyMethod Direct)")]
    [InlineData("sources: [{pvc: {name: data}}]", "policySelector: {matchLabels: {tier: one}}, schedule: {cron: 'H * * * *'}", "scheduled")]
    [InlineData(
        "sources: [{pvc: {name: data}}]",
        "policySelector: {matchLabels: {tier: two}}, schedule: {cron: 'H * * * *'}",
        "declared: no known schedule runs it")]
    [InlineData("sources: [{pvc: {name: data}}]", "policyRef: {name: other}, schedule: {cron: 'H * * * *'}", "declared: no known schedule runs it")]
    [InlineData(
        "sources: [{pvc: {name: data}}]",
        "policyRef: {name: plan}, schedule: {cron: 'H * * * *', suspend: true}",
        "declared: SnapshotSchedule home/time is suspended")]
    [InlineData("sources: [{pvc: {name: data}}], suspend: true", "policyRef: {name: plan}, schedule: {cron: 'H * * * *'}", "declared: it is paused")]
    [InlineData(
        "sources: [{pvcSelector: {labelSelector: {matchLabels: {keep: 'yes'}}}}]",
        "policyRef: {name: plan}, schedule: {cron: 'H * * * *'}",
        "scheduled")]
    [InlineData("sources: [{pvcSelector: {labelSelector: {matchLabels: {keep: 'no'}}}}]", "policyRef: {name: plan}, schedule: {cron: 'H * * * *'}", "")]
    [InlineData("sources: [{pvc: {name: other}}]", "policyRef: {name: plan}, schedule: {cron: 'H * * * *'}", "")]
    public void A_recipe_is_followed_when_a_schedule_names_it(string recipe, string schedule, string expected) => Assert.Equal(
        expected.Length == 0 ? expected : $"SnapshotPolicy home/plan {expected}",
        By(
            Block,
            Data.Replace("name: data,", "name: data, labels: {keep: 'yes'},", StringComparison.Ordinal),
            App,
            Recipe(recipe),
            $"{{apiVersion: kopiur.home-operations.com/v1alpha1, kind: SnapshotSchedule, metadata: {{name: time, namespace: home}}, spec: {{{schedule}}}}}"));

    [Fact]
    public void A_recipe_takes_snapshots_where_it_says_nothing() =>
        Assert.Equal(
            "SnapshotPolicy home/plan declared: copyMethod Snapshot needs a snapshot, and local-path has none",
            By(LocalPath, Data, App, Recipe("sources: [{pvc: {name: data}}]")));

    [Theory]
    [InlineData("192.0.2.10", "declared: its copies are stored on the same server (192.0.2.10)")]
    [InlineData("192.0.2.11", "scheduled")]
    public void A_repository_on_the_same_appliance_is_no_other_place(string server, string expected) => Assert.Equal(
        $"SnapshotPolicy home/plan {expected} (copyMethod Direct)",
        By(
            $"{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: fast}}, provisioner: nfs.csi.k8s.io, parameters: "
                + $"{{server: {server}, share: /x}}}}",
            Data,
            App,
            Recipe("sources: [{pvc: {name: data}}], copyMethod: Direct"),
            "{apiVersion: kopiur.home-operations.com/v1alpha1, kind: SnapshotSchedule, metadata: {name: time, namespace: home}, spec: "
                + "{policyRef: {name: plan}, schedule: {cron: '@daily'}}}",
            "{apiVersion: kopiur.home-operations.com/v1alpha1, kind: ClusterRepository, metadata: {name: nas}, spec: {backend: {s3: {bucket: b, "
                + "endpoint: '192.0.2.10:9000'}}}}"));

    [Theory]
    [InlineData("rsyncTLS: {copyMethod: Direct, address: 192.0.2.10}")]
    [InlineData("kopia: {repository: r, copyMethod: Direct, moverVolumes: [{mountPath: repository, volumeSource: {nfs: {server: 192.0.2.10, path: /k}}}]}")]
    public void A_plan_may_say_itself_on_which_appliance_it_copies(string method) => Assert.Equal(
        "ReplicationSource home/plan declared: its copies are stored on the same server (192.0.2.10) (copyMethod Direct)",
        By(
            "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, parameters: {server: "
                + "192.0.2.10, share: /x}}",
            Data,
            App,
            Plan($"trigger: {{schedule: '@daily'}}, {method}")));

    private static string Recipe(string spec) =>
        "{apiVersion: kopiur.home-operations.com/v1alpha1, kind: SnapshotPolicy, metadata: {name: plan, namespace: home, labels: {tier: one}}, "
            + $"spec: {{repository: {{kind: ClusterRepository, name: nas}}, {spec}}}}}";

    [Fact]
    public void A_schedule_that_waits_for_a_variable_is_one_of_unknown_frequency()
    {
        var coverage = Of(Block, Data, App, Plan($"trigger: {{schedule: '${{SCHEDULE}}'}}, {Restic}"));
        Assert.True(coverage is { IsExpected: true, IsOftenEnough: true, Interval: null });
    }

    private static string Plan(string spec) =>
        $"{{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {{name: plan, namespace: home}}, spec: {{sourcePVC: data, {spec}}}}}";

    /// <summary>A claim that nothing else mounts is asked about where the job mounts it, and by the job itself only if that copies it.</summary>
    [Fact]
    public void What_only_a_job_mounts_is_covered_as_well()
    {
        const string plan = "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: plan, namespace: home}, spec: {sourcePVC: data, "
            + "trigger: {schedule: '@hourly'}, restic: {repository: r, copyMethod: Direct}}}";
        var job = CronJob(Shell("/run.sh"), other: string.Empty, image: "vaultwarden/server", name: "app");
        var scene = Scene.Of(string.Join("\n---\n", Block, Data, job, plan));
        Assert.Equal("ReplicationSource home/plan scheduled (copyMethod Direct)", Spell(scene.Mount("app", "/data").Coverage));
        Assert.Equal("ReplicationSource home/plan scheduled (copyMethod Direct)", Spell(Assert.Single(scene.Claim("data").Consumers).Coverage));

        // Where an app mounts it, what the job sees belongs to that.
        var both = Scene.Of(string.Join("\n---\n", Block, Data, App.Replace("name: app,", "name: vault,", StringComparison.Ordinal), job, plan));
        Assert.Empty(both.Mount("app", "/data").Coverage.Backups);
    }
}
