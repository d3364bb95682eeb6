using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Jobs for groups of volumes, and plans for database clusters.</summary>
public sealed class GroupPlanTests
{
    private const string Job = "RecurringJob longhorn-system/nightly";

    private const string InDefault = Job + " declared: it is for group critical, and the volume is in group default";

    private const string InCritical = Job + " declared: it is for group default, and the volume is in group critical";

    private const string Plugin = ", method: plugin, pluginConfiguration: {name: barman-cloud.cloudnative-pg.io}";

    [Theory]
    [InlineData("backup", "[default]", Job + " scheduled")]
    [InlineData("backup-force-create", "[default]", Job + " scheduled")]
    [InlineData("snapshot", "[default]", Job + " declared: its copies are stored on the volume's own Longhorn, as snapshots")]
    [InlineData("filesystem-trim", "[default]", "")]
    [InlineData("backup", "[critical]", InDefault)]
    [InlineData("backup", "[critical, weekly, photos]", Job + " declared: it is for groups critical, weekly and photos, and the volume is in group default")]
    [InlineData("backup", "[]", Job + " declared: it is for volumes that name it, and the volume is in group default")]
    [InlineData("snapshot", "[critical]", "")]
    public void A_volume_without_labels_is_in_the_default_group(string task, string groups, string expected) =>
        Assert.Equal(expected, By(Longhorn, Data, App, Recurring(task, groups)));

    [Theory]
    [InlineData("longhorn-system", "scheduled")]
    [InlineData("storage", "declared: Longhorn looks into its own namespace only, and its BackupTarget is in storage")]
    public void A_job_is_read_where_its_maker_is(string ns, string expected) => Assert.Equal(
        $"{Job} {expected}",
        By(
            Longhorn,
            Data,
            App,
            Recurring("backup", "[default]"),
            $"{{apiVersion: longhorn.io/v1beta2, kind: BackupTarget, metadata: {{name: default, namespace: {ns}}}, "
                + "spec: {backupTargetURL: 'nfs://192.0.2.9:/b'}}"));

    [Theory]
    [InlineData("recurring-job.longhorn.io/source: enabled, recurring-job-group.longhorn.io/critical: enabled", "[critical]", Job + " scheduled")]
    [InlineData("recurring-job.longhorn.io/source: enabled, recurring-job-group.longhorn.io/critical: enabled", "[default]", InCritical)]
    [InlineData("recurring-job.longhorn.io/source: enabled", "[default]", Job + " scheduled")]
    [InlineData(
        "recurring-job-group.longhorn.io/critical: enabled", "[critical]",
        Job + " declared: the claim's labels that join it have no effect without recurring-job.longhorn.io/source: enabled")]
    [InlineData("recurring-job-group.longhorn.io/weekly: enabled", "[critical]", InDefault)]
    [InlineData("recurring-job-group.longhorn.io/critical: enabled", "[default]", Job + " scheduled")]
    [InlineData("recurring-job.longhorn.io/source: enabled, recurring-job.longhorn.io/nightly: enabled", "[]", Job + " scheduled")]
    public void Labels_of_the_claim_count_only_when_it_says_so_and_then_replace(string labels, string groups, string expected) =>
        Assert.Equal(
            expected,
            By(Longhorn, Data.Replace("name: data,", $"name: data, labels: {{{labels}}},", StringComparison.Ordinal), App, Recurring("backup", groups)));

    [Theory]
    [InlineData("[{\\\"name\\\": \\\"critical\\\", \\\"isGroup\\\": true}]", "[critical]", Job + " scheduled")]
    [InlineData("[{\\\"name\\\": \\\"nightly\\\", \\\"isGroup\\\": false}]", "[]", Job + " scheduled")]
    [InlineData("[{\\\"name\\\": \\\"critical\\\", \\\"isGroup\\\": true}]", "[default]", InCritical)]
    [InlineData("not json", "[default]", Job + " scheduled")]
    public void A_class_puts_its_volumes_into_groups(string selector, string groups, string expected) =>
        Assert.Equal(
            expected,
            By(
                Longhorn.Replace("provisioner", $"parameters: {{recurringJobSelector: \"{selector}\"}}, provisioner", StringComparison.Ordinal),
                Data,
                App,
                Recurring("backup", groups)));

    [Theory]
    [InlineData("{recurring-job-group.longhorn.io/critical: enabled}", "attached", "[critical]", Job + " scheduled")]
    [InlineData("{recurring-job-group.longhorn.io/critical: enabled}", "attached", "[default]", InCritical)]
    [InlineData("{}", "attached", "[default]", Job + " scheduled")]
    [InlineData(
        "{}",
        "detached",
        "[default]",
        Job + " declared: it skips detached volumes, unless setting allow-recurring-job-while-volume-detached allows it")]
    public void The_volume_itself_knows_best(string labels, string state, string groups, string expected) =>
        Assert.Equal(expected, By(Longhorn, Bound, App, Recurring("backup", groups), Volume(labels, $"state: {state}")));

    /// <summary>A household may have a plan for each app: those of others are named once, and only where nothing covers the data.</summary>
    [Theory]
    [InlineData("[a]", "[b]", Job + " declared: it is for group a, and the volume is in group default; 1 other RecurringJob does not choose it either")]
    [InlineData("[a]", "[default]", "RecurringJob longhorn-system/second scheduled")]
    [InlineData("[default]", "[b]", Job + " scheduled")]
    public void Plans_for_others_are_named_once(string one, string other, string expected) => Assert.Equal(
        expected,
        By(Longhorn, Data, App, Recurring("backup", one), Recurring("backup", other).Replace("nightly", "second", StringComparison.Ordinal)));

    /// <summary>One that never runs covers nothing, so that the job that misses the data is of interest as well.</summary>
    [Theory]
    [InlineData("", "it has no schedule")]
    [InlineData("0 0 30 2 *", "its schedule '0 0 30 2 *' names no time at which it would run")]
    public void A_plan_for_others_is_named_beside_one_that_never_runs(string schedule, string why) => Assert.Equal(
        $"RecurringJob longhorn-system/second declared: {why}; " + InDefault,
        By(
            Longhorn,
            Data,
            App,
            Recurring("backup", "[default]")
                .Replace("nightly", "second", StringComparison.Ordinal)
                .Replace("'0 */6 * * *'", $"'{schedule}'", StringComparison.Ordinal),
            Recurring("backup", "[critical]")));

    /// <summary>Snapshots beside the data cover nothing, so that the job that misses them is of interest.</summary>
    [Fact]
    public void A_plan_for_others_is_named_beside_what_does_not_count() => Assert.Equal(
        "RecurringJob longhorn-system/second declared: its copies are stored on the volume's own Longhorn, as snapshots; " + InDefault,
        By(
            Longhorn,
            Data,
            App,
            Recurring("snapshot", "[default]").Replace("nightly", "second", StringComparison.Ordinal),
            Recurring("backup", "[critical]")));

    [Fact]
    public void Detached_volumes_are_copied_where_the_setting_allows() =>
        Assert.Equal(
            Job + " scheduled",
            By(
                Longhorn,
                Bound,
                App,
                Recurring("backup", "[default]"),
                Volume("{}", "state: detached"),
                "{apiVersion: longhorn.io/v1beta2, kind: Setting, metadata: {name: allow-recurring-job-while-volume-detached, namespace: "
                    + "longhorn-system}, value: 'true'}"));

    [Fact]
    public void A_workload_without_pods_leaves_its_volume_detached() =>
        Assert.Contains(
            "it skips detached volumes",
            By(Longhorn, Data, App.Replace("replicas: 1", "replicas: 0", StringComparison.Ordinal), Recurring("backup", "[default]")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("spec: {backupTargetURL: ''}", "is empty")]
    [InlineData("spec: {backupTargetURL: 's3://b@r/'}, status: {available: false}", "is not available")]
    public void Without_a_target_nothing_is_copied(string target, string why) =>
        Assert.Equal(
            $"{Job} declared: BackupTarget longhorn-system/default {why}",
            By(
                Longhorn,
                Data,
                App,
                Recurring("backup", "[default]"),
                $"{{apiVersion: longhorn.io/v1beta2, kind: BackupTarget, metadata: {{name: default, namespace: longhorn-system}}, {target}}}"));

    /// <summary>Only the target that the volume names counts, or its class where there is none yet, or the usual one.</summary>
    [Theory]
    [InlineData("", "", Job + " declared: BackupTarget longhorn-system/default is empty")]
    [InlineData("backupTargetName: nas", "", Job + " scheduled")]
    [InlineData("backupTargetName: broken", "", Job + " declared: BackupTarget longhorn-system/broken is not available")]
    [InlineData("backupTargetName: unseen", "", Job + " scheduled")]
    [InlineData("", "nas", Job + " scheduled")]
    [InlineData("backupTargetName: nas", "broken", Job + " declared: BackupTarget longhorn-system/broken is not available")]
    public void A_volume_is_copied_to_its_own_target(string parameter, string ofVolume, string expected)
    {
        static string Target(string name, string spec) =>
            $"{{apiVersion: longhorn.io/v1beta2, kind: BackupTarget, metadata: {{name: {name}, namespace: longhorn-system}}, {spec}}}";
        Assert.Equal(
            expected,
            By(
                Longhorn.Replace("provisioner", $"parameters: {{{parameter}}}, provisioner", StringComparison.Ordinal),
                ofVolume.Length > 0 ? Bound : Data,
                App,
                Recurring("backup", "[default]"),
                ofVolume.Length > 0
                    ? Volume("{}", "state: attached").Replace("status", $"spec: {{backupTargetName: {ofVolume}}}, status", StringComparison.Ordinal)
                    : Block.Replace("fast", "x", StringComparison.Ordinal),
                Target("default", "spec: {backupTargetURL: ''}"),
                Target("nas", "spec: {backupTargetURL: 'nfs://192.0.2.10:/b'}, status: {available: true}"),
                Target("broken", "spec: {backupTargetURL: 's3://b@r/'}, status: {available: false}")));
    }

    [Theory]
    [InlineData("True", "5m")]
    [InlineData("False", "7d")]
    public void A_log_that_is_not_sent_bridges_nothing(string archiving, string interval)
    {
        var cluster = "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: pg, namespace: home}, spec: {instances: 1, storage: {storageClass: "
            + "fast, size: 8Gi}, backup: {barmanObjectStore: {destinationPath: 's3://b/'}}}, status: {conditions: [{type: ContinuousArchiving, status: "
            + $"'{archiving}'}}]}}}}";
        var plan = "{apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: {name: plan, namespace: home}, spec: {schedule: '0 0 3 * * 0', "
            + "cluster: {name: pg}}}";
        var coverage = Scene.Of(string.Join("\n---\n", LocalPath, cluster, plan)).Mount("pg", "/var/lib/postgresql/data").Coverage;
        Assert.Equal(interval, Duration.Format(coverage.Interval!.Value));
    }

    [Theory]
    [InlineData("''", Job + " declared: Setting longhorn-system/backup-target is empty")]
    [InlineData("nfs://192.0.2.10:/b", Job + " scheduled")]
    public void Before_there_were_targets_a_setting_said_where(string value, string expected) => Assert.Equal(
        expected,
        By(
            Longhorn,
            Data,
            App,
            Recurring("backup", "[default]"),
            $"{{apiVersion: longhorn.io/v1beta2, kind: Setting, metadata: {{name: backup-target, namespace: longhorn-system}}, value: {value}}}"));

    [Theory]
    [InlineData("barmanObjectStore: {destinationPath: 's3://b/'}", "", "", "ScheduledBackup home/plan scheduled")]
    [InlineData("", "plugins: [{name: barman-cloud.cloudnative-pg.io, isWALArchiver: true}], ", Plugin, "ScheduledBackup home/plan scheduled")]
    [InlineData(
        "",
        "plugins: [{name: barman-cloud.cloudnative-pg.io, isWALArchiver: true}], ",
        "",
        "ScheduledBackup home/plan declared: Cluster home/pg names no store of its own, and the plan asks no plugin")]
    [InlineData(
        "",
        "plugins: [{name: barman-cloud.cloudnative-pg.io, enabled: false}], ",
        Plugin,
        "ScheduledBackup home/plan declared: Cluster home/pg has no plugin barman-cloud.cloudnative-pg.io")]
    [InlineData(
        "barmanObjectStore: {destinationPath: 's3://b/'}",
        "",
        Plugin,
        "ScheduledBackup home/plan declared: Cluster home/pg has no plugin barman-cloud.cloudnative-pg.io")]
    [InlineData("barmanObjectStore: {destinationPath: 's3://b/'}", "", ", method: plugin", "ScheduledBackup home/plan declared: it names no plugin")]
    [InlineData("", "", "", "ScheduledBackup home/plan declared: Cluster home/pg names no store to copy to")]
    public void A_cluster_of_one_instance_is_covered_by_its_plan_and_store(string backup, string spec, string plan, string expected)
    {
        var cluster = $"{{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {{name: pg, namespace: home}}, spec: {{instances: 1, {spec}storage: "
            + $"{{storageClass: fast, size: 8Gi}}, backup: {{{backup}}}}}, status: {{lastSuccessfulBackup: LAST}}}}";
        var scheduled = $"{{apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: {{name: plan, namespace: home}}, spec: {{schedule: '0 0 "
            + $"*/6 * * *', cluster: {{name: pg}}{plan}}}}}";
        string With(string last) => Spell(Scene.Of(string.Join("\n---\n", LocalPath, cluster.Replace("LAST", last, StringComparison.Ordinal), scheduled))
            .Mount("pg", "/var/lib/postgresql/data").Coverage);
        Assert.Equal(expected, With("''"));
        Assert.Equal(expected.Replace("scheduled", "ran", StringComparison.Ordinal), With("'2026-11-23T18:00:00Z'"));
    }

    /// <summary>The store of a plugin is an object of its own, which says whether it is on the server of the data.</summary>
    [Theory]
    [InlineData("home", "192.0.2.10", "declared: its copies are stored on the same server (192.0.2.10)")]
    [InlineData("home", "192.0.2.11", "scheduled")]
    [InlineData("elsewhere", "192.0.2.10", "scheduled")]
    public void The_store_of_a_plugin_may_be_on_the_server_of_the_data(string ns, string server, string expected)
    {
        var cluster = "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: pg, namespace: home}, spec: {instances: 1, plugins: [{name: "
            + "barman-cloud.cloudnative-pg.io, isWALArchiver: true, parameters: {barmanObjectName: nas}}], storage: {storageClass: fast, size: 8Gi}}}";
        var plan = $"{{apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: {{name: plan, namespace: home}}, spec: {{schedule: '0 0 */6 * * *', "
            + $"cluster: {{name: pg}}{Plugin}}}}}";
        var store = $"{{apiVersion: barmancloud.cnpg.io/v1, kind: ObjectStore, metadata: {{name: nas, namespace: {ns}}}, spec: {{configuration: "
            + $"{{destinationPath: 's3://b/', endpointURL: 'http://{server}:9000'}}}}}}";
        var share = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: nfs.csi.k8s.io, "
            + "parameters: {server: 192.0.2.10, share: /x}}";
        Assert.Equal(
            $"ScheduledBackup home/plan {expected}",
            Spell(Scene.Of(string.Join("\n---\n", share, cluster, plan, store)).Mount("pg", "/var/lib/postgresql/data").Coverage));
    }

    [Fact]
    public void Volumes_of_other_storage_are_in_no_group() => Assert.Empty(By(Block, Data, App, Recurring("backup", "[default]")));

    [Theory]
    [InlineData("lastBackupAt: '2026-11-23T12:00:00Z'", "ran")]
    [InlineData("lastBackupAt: '2026-11-01T12:00:00Z'", "scheduled")]
    [InlineData("lastBackupAt: ''", "scheduled")]
    public void The_volume_says_when_it_was_last_copied(string status, string grade) =>
        Assert.Equal($"{Job} {grade}", By(Longhorn, Bound, App, Recurring("backup", "[default]"), Volume("{}", $"state: attached, {status}")));

    [Theory]
    [InlineData("", "ScheduledBackup home/plan scheduled")]
    [InlineData(", suspend: true", "ScheduledBackup home/plan declared: it is suspended")]
    [InlineData(", method: volumeSnapshot", "ScheduledBackup home/plan declared: its copies are stored on the volume's own storage, as snapshots")]
    public void A_cluster_is_copied_by_its_own_plan(string spec, string expected)
    {
        var plan = $"{{apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: {{name: plan, namespace: home}}, spec: {{schedule: '0 "
            + $"0 */6 * * *', cluster: {{name: pg}}{spec}}}}}";
        Assert.Equal(expected, By(Block, Data.Replace("name: data,", "name: data, labels: {cnpg.io/cluster: pg},", StringComparison.Ordinal), App, plan));
        Assert.Empty(By(Block, Data.Replace("name: data,", "name: data, labels: {cnpg.io/cluster: other},", StringComparison.Ordinal), App, plan));
        Assert.Empty(By(Block, Data, App, plan));
    }

    [Theory]
    [InlineData("phase: completed, stoppedAt: '2026-11-23T18:00:00Z'", "ran")]
    [InlineData("phase: failed, stoppedAt: '2026-11-23T18:00:00Z'", "scheduled")]
    [InlineData("phase: completed, stoppedAt: '2026-11-20T18:00:00Z'", "scheduled")]
    public void Its_runs_tell_whether_it_succeeded(string status, string grade) => Assert.Equal(
        $"ScheduledBackup home/plan {grade}",
        By(
            Block,
            Data.Replace("name: data,", "name: data, labels: {cnpg.io/cluster: pg},", StringComparison.Ordinal),
            App,
            "{apiVersion: postgresql.cnpg.io/v1, kind: ScheduledBackup, metadata: {name: plan, namespace: home}, spec: {schedule: '0 0 */6 * * "
                + "*', cluster: {name: pg}}}",
            $"{{apiVersion: postgresql.cnpg.io/v1, kind: Backup, metadata: {{name: run, namespace: home}}, spec: {{cluster: {{name: pg}}}}, "
                + $"status: {{{status}}}}}"));

    private static string Bound =>
        Data.Replace("spec: {", "spec: {volumeName: pvc-1, ", StringComparison.Ordinal)
            + "\n---\n{apiVersion: v1, kind: PersistentVolume, metadata: {name: pvc-1}, spec: {csi: {driver: driver.longhorn.io, volumeHandle: "
                + "pvc-1, volumeAttributes: {numberOfReplicas: '3'}}, claimRef: {name: data, namespace: home}}}";

    private static string Recurring(string task, string groups) =>
        $"{{apiVersion: longhorn.io/v1beta2, kind: RecurringJob, metadata: {{name: nightly, namespace: longhorn-system}}, spec: {{cron: '0 */6 * "
            + $"* *', task: {task}, groups: {groups}, retain: 7}}}}";

    private static string Volume(string labels, string status) =>
        $"{{apiVersion: longhorn.io/v1beta2, kind: Volume, metadata: {{name: pvc-1, namespace: longhorn-system, labels: {labels}}}, status: {{{status}}}}}";

    /// <summary>A cluster that sends its log somewhere looks backed up, and nothing can be restored of it.</summary>
    [Theory]
    [InlineData(
        "backup: {barmanObjectStore: {destinationPath: 's3://b/'}}",
        "Cluster home/pg declared: no ScheduledBackup of it was found, and a log alone restores nothing")]
    [InlineData(
        "plugins: [{name: barman-cloud.cloudnative-pg.io, isWALArchiver: true}]",
        "Cluster home/pg declared: no ScheduledBackup of it was found, and a log alone restores nothing")]
    [InlineData("instances: 1", "Cluster home/pg declared: no ScheduledBackup of it was found, and it names no store to copy to")]
    public void A_cluster_without_a_plan_says_why_nothing_covers_it(string spec, string expected) => Assert.Equal(
        expected,
        Spell(Scene.Of("{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: pg, namespace: home}, spec: {storage: {size: 1Gi}, " + spec + "}}")
            .Mount("pg", "/var/lib/postgresql/data").Coverage));
}
