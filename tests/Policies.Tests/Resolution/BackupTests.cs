using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Resolution;

/// <summary>What counts as a backup of a claim, and what only looks like one.</summary>
public sealed class BackupTests
{
    private const string App =
        """
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: home}
        spec: {template: {spec: {containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}}

        """;

    [Theory]
    [InlineData("CronJob", "home", "data", "CronJob home/copy")]
    [InlineData("CronJob", "elsewhere", "data", "")]
    [InlineData("CronJob", "home", "other", "")]
    [InlineData("CronJob", "''", "data", "CronJob copy")]
    public void A_cron_job_of_the_namespace_that_mounts_the_claim_is_one(string kind, string ns, string claim, string expected) =>
        AssertBackups(expected, Claim() + $"---\n{{apiVersion: batch/v1, kind: {kind}, metadata: {{name: copy, namespace: {ns}}}, spec: {{jobTemplate: {{spec: {{template: {{spec: {Pod(claim)}}}}}}}}}}}\n");

    [Theory]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("batch/v1", "Job")]
    public void Whatever_else_mounts_it_is_none(string version, string kind) =>
        AssertBackups(string.Empty, Claim() + $"---\n{{apiVersion: {version}, kind: {kind}, metadata: {{name: copy, namespace: home}}, spec: {{template: {{spec: {Pod("data")}}}}}}}\n");

    [Theory]
    [InlineData("k8up.io/backup: 'true'", "", "annotation k8up.io/backup")]
    [InlineData("k8up.io/backup: 'True'", "", "annotation k8up.io/backup")]
    [InlineData("k8up.io/backup: 'false'", "", "")]
    [InlineData("k8up.io/backup: 'false'", "k8up.io/v1|Schedule|home|{backup: {schedule: '@daily'}}", "")]
    [InlineData("x: y", "k8up.io/v1|Schedule|home|{backup: {schedule: '@daily'}}", "Schedule home/plan")]
    [InlineData("x: y", "k8up.io/v1|Schedule|elsewhere|{backup: {schedule: '@daily'}}", "")]
    [InlineData("x: y", "volsync.backube/v1alpha1|ReplicationSource|home|{sourcePVC: data}", "ReplicationSource home/plan")]
    [InlineData("x: y", "volsync.backube/v1alpha1|ReplicationSource|home|{sourcePVC: other}", "")]
    [InlineData("x: y", "volsync.backube/v1alpha1|ReplicationSource|elsewhere|{sourcePVC: data}", "")]
    public void An_operators_mark_or_plan_is_one(string annotation, string plan, string expected)
    {
        var planned = plan.Split('|') is [var version, var kind, var ns, var spec] ? $"---\n{{apiVersion: {version}, kind: {kind}, metadata: {{name: plan, namespace: {ns}}}, spec: {spec}}}\n" : string.Empty;
        AssertBackups(expected, Claim(annotation) + planned);
    }

    [Fact]
    public void All_of_them_count() => AssertBackups(
        "CronJob home/copy, annotation k8up.io/backup",
        Claim("k8up.io/backup: 'true'") + $"---\n{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: copy, namespace: home}}, spec: {{jobTemplate: {{spec: {{template: {{spec: {Pod("data")}}}}}}}}}}}\n");

    [Theory]
    [InlineData("home", "[pg_dump, -Fc]", "CronJob home/dump")]
    [InlineData("home", "[sh, -c, 'mysqldump --all > /x']", "CronJob home/dump")]
    [InlineData("home", "[rsync, -a]", "")]
    [InlineData("elsewhere", "[pg_dump, -Fc]", "")]
    public void A_database_server_may_be_dumped_over_the_network(string ns, string command, string expected)
    {
        var dump = $"---\n{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: dump, namespace: {ns}}}, spec: {{jobTemplate: {{spec: {{template: {{spec: {{containers: [{{name: c, image: x, command: {command}}}]}}}}}}}}}}}}\n";
        AssertBackups(expected, Claim() + dump, App.Replace("vaultwarden/server", "postgres", StringComparison.Ordinal).Replace("/data", "/var/lib/postgresql/data", StringComparison.Ordinal));
        AssertBackups(string.Empty, Claim() + dump);
    }

    [Fact]
    public void The_claims_of_a_series_are_backed_up_by_what_mounts_one_of_them()
    {
        var scene = Scene.Of($"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data-db-0, namespace: home}}, spec: {{}}}}\n" + $"---\n{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: copy, namespace: home}}, spec: {{jobTemplate: {{spec: {{template: {{spec: {Pod("data-db-0")}}}}}}}}}}}\n"
            + """
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: home}
            spec:
              template: {spec: {containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: data, mountPath: /data}]}]}}
              volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]
            """);
        Assert.Equal("CronJob home/copy", Assert.Single(scene.Mount("db", "/data").Backups).Spoken);
    }

    private static void AssertBackups(string expected, string others, string app = App) =>
        Assert.Equal(expected, string.Join(", ", Scene.Of(app + others).Workload("app").Mounts.Single().Backups.Select(b => b.Spoken)));

    private static string Claim(string annotation = "x: y") => $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home, annotations: {{{annotation}}}}}, spec: {{}}}}\n";

    private static string Pod(string claim) => $"{{containers: [{{name: c, image: x, volumeMounts: [{{name: v, mountPath: /v}}]}}], volumes: [{{name: v, persistentVolumeClaim: {{claimName: {claim}}}}}]}}";
}
