using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

public sealed class TableTests
{
    private const string Class = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: driver.longhorn.io, "
        + "reclaimPolicy: Retain, parameters: {numberOfReplicas: '3'}}";

    [Fact]
    public void What_hits_most_volumes_of_a_class_is_one_line_with_the_setting_that_turns_it_off()
    {
        var input = Together([Class, .. Enumerable.Range(0, 5).SelectMany(i => Rolling($"app{i}"))]);
        var table = Table(input);
        Assert.Contains("warn  5 of 5 volumes of class fast  rolling-update-of-single-writer\n", table, StringComparison.Ordinal);
        Assert.Contains("rules: [{rule: rolling-update-of-single-writer, action: off}] · --all shows each\n", table, StringComparison.Ordinal);
        Assert.Equal(1, Count(table, "a rolling update "));
        Assert.Contains("    all:  app0, app1, app2, app3, app4\n", table, StringComparison.Ordinal);
        Assert.DoesNotContain("warn  Deployment", table, StringComparison.Ordinal);
        Assert.Contains("11 judged, 10 with warnings", table, StringComparison.Ordinal);
    }

    [Fact]
    public void All_shows_each()
    {
        var table = Table(Together([Class, .. Enumerable.Range(0, 5).SelectMany(i => Rolling($"app{i}"))]), "--all");
        Assert.Equal(5, Count(table, "  warn rolling-update-of-single-writer at"));
        Assert.DoesNotContain("volumes of class", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 5)]
    [InlineData(5, 4)]
    [InlineData(7, 8)]
    [InlineData(8, 9)]
    public void Few_or_a_lesser_part_are_read_one_by_one(int hit, int spared)
    {
        var input = Together(
            [Class, .. Enumerable.Range(0, hit).SelectMany(i => Rolling($"app{i}")), .. Enumerable.Range(0, spared).SelectMany(i => Recreated($"calm{i}"))]);
        var isSummed = hit >= 8 || (hit >= 5 && hit > spared);
        var table = Table(input);
        Assert.Equal(isSummed ? 1 : hit, Count(table, "a rolling update "));
        Assert.Equal(isSummed, table.Contains($"{hit} of {hit + spared} volumes of class fast", StringComparison.Ordinal));
    }

    /// <summary>A question about a mount is asked of the workload and of its claim.</summary>
    [Theory]
    [InlineData("", 1, "unknown  PersistentVolumeClaim home/app  <stdin>")]
    [InlineData("--all", 2, "unknown  Deployment home/app  <stdin>")]
    public void A_question_is_asked_once(string option, int expected, string heading)
    {
        var input = Together([.. Recreated("app").Select(text => text.Replace("fast", "gone", StringComparison.Ordinal))]);
        var table = Table(input, [.. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(expected, Count(table, "not checked where that is stored"));
        Assert.Contains(heading, table, StringComparison.Ordinal);
    }

    /// <summary>Who has many classes has chosen once how they are.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void What_is_wrong_with_most_classes_is_one_line(int classes)
    {
        var table = Table(Together([Class, .. Enumerable.Range(0, classes).Select(i => Class
            .Replace("fast", $"bench{i}", StringComparison.Ordinal)
            .Replace("Retain", "Delete", StringComparison.Ordinal))]));
        Assert.Equal(classes < 5 ? classes : 1, Count(table, "deleting a claim deletes its volume and its data"));
        Assert.Equal(classes == 5, table.Contains("warn  5 of 6 StorageClasses  reclaim-policy-deletes-data\n", StringComparison.Ordinal));
        Assert.Equal(classes == 5, table.Contains("    all:  bench0, bench1, bench2, bench3, bench4\n", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_refused_is_never_summed_up()
    {
        var nfs = Class.Replace("driver.longhorn.io", "nfs.csi.k8s.io", StringComparison.Ordinal);
        var table = Table(Together([nfs, .. Enumerable.Range(0, 6).SelectMany(i => Recreated($"app{i}"))]));
        Assert.Equal(6, Count(table, "  deny sqlite-on-network-filesystem at"));
        Assert.DoesNotContain("volumes of class", table, StringComparison.Ordinal);
    }

    /// <summary>Who backs up nothing has chosen so: it is one line, and the objects stay fine. Who backs up something is told what was forgotten.</summary>
    [Theory]
    [InlineData(1, "", "audit  1 volume with critical data that nothing but replicas protects  critical-data-without-backup\n", 0)]
    [InlineData(7, "", "audit  7 volumes with critical data that nothing but replicas protects  critical-data-without-backup\n", 0)]
    [InlineData(2, "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: r, namespace: home}, spec: {sourcePVC: app0, trigger: "
        + "{schedule: '0 3 * * *'}, restic: {repository: r, copyMethod: Snapshot}}}", "", 1)]
    public void Data_that_nothing_but_replicas_protects_is_one_line(int volumes, string plan, string line, int forgotten)
    {
        string[] objects = [Class, .. Enumerable.Range(0, volumes).SelectMany(i => Vault($"app{i}")), .. plan.Length > 0 ? [plan] : Array.Empty<string>()];
        var table = Table(Together(objects));
        Assert.Equal(line.Length > 0, table.Contains("nothing but replicas protects", StringComparison.Ordinal));
        Assert.Contains(line, table, StringComparison.Ordinal);
        Assert.Equal(line.Length > 0, table.Contains("[{rule: critical-data-without-backup, action: off}] · --all shows each\n", StringComparison.Ordinal));
        Assert.Equal(forgotten, Count(table, "  warn critical-data-without-backup at"));
        Assert.DoesNotContain("nothing but replicas", Table(Together(objects), "--quiet"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_a_shared_claim_is_said_once_and_names_everybody_who_mounts_it()
    {
        var nfs = Class.Replace("driver.longhorn.io", "nfs.csi.k8s.io", StringComparison.Ordinal);
        var (claim, one) = Recreated("one") is [var c, var d] ? (c, d) : throw new InvalidOperationException();
        var two = one.Replace("metadata: {name: one", "metadata: {name: two", StringComparison.Ordinal);
        var table = Table(Together([nfs, claim, one, two]));
        Assert.Equal(1, Count(table, "  deny sqlite-on-network-filesystem at"));
        Assert.Contains("    also: Deployment home/two\n", table, StringComparison.Ordinal);
        Assert.Contains("deny  Deployment home/two", table, StringComparison.Ordinal);
        Assert.Contains("  sqlite-on-network-filesystem see Deployment home/one\n", table, StringComparison.Ordinal);
    }

    /// <summary>What one app keeps on a claim is not what another keeps there.</summary>
    [Fact]
    public void A_fault_of_one_app_is_not_said_of_another_that_mounts_the_claim()
    {
        var nfs = Class.Replace("driver.longhorn.io", "nfs.csi.k8s.io", StringComparison.Ordinal);
        var (claim, one) = Recreated("one") is [var c, var d] ? (c, d) : throw new InvalidOperationException();
        var two = one.Replace("metadata: {name: one", "metadata: {name: two", StringComparison.Ordinal)
            .Replace("louislam/uptime-kuma:1", "vaultwarden/server:1.32.0", StringComparison.Ordinal)
            .Replace("/app/data", "/data", StringComparison.Ordinal);
        var table = Table(Together([nfs, claim, one, two]));
        Assert.Equal(2, Count(table, "  deny sqlite-on-network-filesystem at"));
        Assert.Contains("    vaultwarden keeps SQLite at /data, but claim one is on NFS", table, StringComparison.Ordinal);
    }

    /// <summary>Which databases a job copies while they are written to is one fault of the job.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_job_that_copies_running_databases_is_one_line_that_names_them(int apps)
    {
        var mounts = string.Join(", ", Enumerable.Range(0, apps).Select(i => $"{{name: v{i}, mountPath: /data/app{i}, readOnly: true}}"));
        var volumes = string.Join(", ", Enumerable.Range(0, apps).Select(i => $"{{name: v{i}, persistentVolumeClaim: {{claimName: app{i}}}}}"));
        var script = string.Join(" && ", Enumerable.Range(0, apps).Select(i => $"tar czf /sink/app{i}.tgz -C /data/app{i} ."));
        var job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '0 */6 * * *', jobTemplate: {spec: "
            + "{template: {spec: {restartPolicy: OnFailure, containers: [{name: copy, image: 'busybox:1.37', "
            + $"command: [sh, -c, '{script}'], volumeMounts: [{mounts}, {{name: sink, mountPath: /sink}}]}}], volumes: [{volumes}, "
            + "{name: sink, nfs: {server: 10.10.10.20, path: /mnt/big/backups}}]}}}}}}";
        string[] objects = [Class, .. Enumerable.Range(0, apps).SelectMany(i => Recreated($"app{i}")), job];
        var table = Table(Together(objects));
        Assert.Equal(1, Count(table, "(tar): the copy may be inconsistent and unusable"));
        Assert.Equal(apps > 1, table.Contains(
            $"warn  {apps} volumes with databases that CronJob home/copy copies while they are written to  backup-copies-a-live-database\n",
            StringComparison.Ordinal));
        Assert.Equal(apps > 1, table.Contains("    all:  app0, app1, app2\n", StringComparison.Ordinal));
        Assert.Equal(apps, Count(FolderDoor.Run(["audit", "--all", "-"], Together(objects)).Output, "  warn backup-copies-a-live-database at"));
    }

    /// <summary>An operator has an object for each app, and the same setting in all of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_an_operator_does_for_every_app_is_one_line(int apps)
    {
        static string Source(string app) => "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: APP, namespace: home}, spec: {"
            .Replace("APP", app, StringComparison.Ordinal)
            + $"sourcePVC: {app}, trigger: {{schedule: '0 */6 * * *'}}, restic: {{repository: {app}-restic, copyMethod: Direct}}}}}}";
        string[] objects = [Class, .. Enumerable.Range(0, apps).SelectMany(i => Recreated($"app{i}").Append(Source($"app{i}")))];
        var table = Table(Together(objects));
        Assert.Equal(1, Count(table, "(copyMethod Direct): the copy may be inconsistent and unusable"));
        Assert.Equal(apps > 1, table.Contains(
            $"warn  {apps} volumes with databases that a ReplicationSource copies while they are written to (copyMethod Direct)  ",
            StringComparison.Ordinal));
        Assert.Equal(apps, Count(FolderDoor.Run(["audit", "--all", "-"], Together(objects)).Output, "  warn backup-copies-a-live-database at"));
    }

    private static string Table(string input, params string[] options) => FolderDoor.Run(["audit", .. options, "-"], input).Output;

    private static int Count(string table, string line) => table.Split(line).Length - 1;

    private static string Together(IEnumerable<string> objects) => string.Join("\n---\n", objects);

    private static string[] Rolling(string name) => Recreated(name) is [var claim, var app]
        ? [claim, app.Replace("strategy: {type: Recreate}, ", string.Empty, StringComparison.Ordinal)]
        : [];

    private static string[] Recreated(string name) =>
    [
        $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {name}, namespace: home}}, spec: {{accessModes: [ReadWriteOnce], "
            + "storageClassName: fast, resources: {requests: {storage: 1Gi}}}}",
        $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}, namespace: home}}, spec: {{replicas: 1, strategy: {{type: Recreate}}, "
            + $"template: {{spec: {{containers: [{{name: c, image: louislam/uptime-kuma:1, volumeMounts: [{{name: v, mountPath: /app/data}}]}}], "
                + $"volumes: [{{name: v, persistentVolumeClaim: {{claimName: {name}}}}}]}}}}}}}}",
    ];

    private static string[] Vault(string name) =>
        [.. Recreated(name).Select(o => o.Replace("louislam/uptime-kuma:1", "vaultwarden/server:1.32.0", StringComparison.Ordinal)
            .Replace("/app/data", "/data", StringComparison.Ordinal))];
}
