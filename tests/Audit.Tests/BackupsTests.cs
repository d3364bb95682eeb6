using System.Text.Json;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary><c>backups</c>: every volume with data worth keeping, and what becomes of the promise of its tier.</summary>
public sealed class BackupsTests
{
    private const string Class = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: local-path}\nprovisioner: rancher.io/local-path\n---\n";

    private const string Ours = "homelab-storage.io/role: backup";

    [Theory]
    [InlineData("", "", 1, "broken", "no backup of it was found", "nobody copies it")]
    [InlineData("17 * * * *", "", 0, "not proven", "CronJob home/copy backs it up every 1h", "it is scheduled, and files prove nothing")]
    [InlineData("0 0 1 1 *", "", 1, "broken", "the policy asks for every 1d", "once a year is too rare")]
    [InlineData("17 * * * *", "suspend: true, ", 1, "broken", "CronJob home/copy does not count as a backup: it is suspended", "it is suspended")]
    public void Each_promise_has_a_state(string schedule, string more, int code, string state, string reason, string why)
    {
        var job = schedule.Length == 0 ? string.Empty : Copy(schedule, more, "sqlite3 /data/db.sqlite3 '.backup /nas/db'");
        var (exit, output, error) = FolderDoor.Run(["backups", "-"], Class + App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data") + job);
        Assert.Equal(string.Empty, error);
        Assert.True(exit == code, $"{why}: {output}");
        Assert.StartsWith($"{state}  home/linkding  linkding: SQLite, critical, RPO 0s, RTO 5m\n", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_the_files_of_a_running_database_keeps_no_promise()
    {
        var (code, output, _) = FolderDoor.Run(
            ["backups", "-"],
            Class + App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data") + Copy("17 * * * *", string.Empty, "tar czf /nas/db.tgz /data"));
        Assert.Equal(ExitCode.Findings, code);
        Assert.Contains("copies the files of a running database by tar, and such copies may be inconsistent", output, StringComparison.Ordinal);
    }

    /// <summary>A dump beside the data, and another job that takes along what is called like dumps: whether those are all only a run would tell.</summary>
    [Fact]
    public void A_second_stage_that_copies_by_a_pattern_is_a_doubt_and_no_refusal()
    {
        const string Stage =
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: stage, namespace: home}, spec: {storageClassName: local-path}}\n---\n";
        var first = Copy("17 1 * * *", string.Empty, "sqlite3 /data/db.sqlite3 '.backup /nas/dump-1.db'")
            .Replace("nfs: {server: 10.10.10.20, path: /mnt/tank/backups}", "persistentVolumeClaim: {claimName: stage}", StringComparison.Ordinal);
        var second = Copy("17 2 * * *", string.Empty, "for f in /data/dump-*.db; do cp $f /nas/; done")
            .Replace("name: copy, namespace", "name: onward, namespace", StringComparison.Ordinal)
            .Replace("claimName: linkding", "claimName: stage", StringComparison.Ordinal);
        var app = App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data");
        var output = FolderDoor.Run(["audit", "-"], Class + Stage + app + first + second).Output;
        Assert.Contains("  warn critical-data-on-node-local", output, StringComparison.Ordinal);
        Assert.Contains("CronJob home/onward copies dump-*.db of the volume", output, StringComparison.Ordinal);
        Assert.Contains("  deny critical-data-on-node-local", FolderDoor.Run(["audit", "-"], Class + Stage + app + first).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_way_of_our_own_backup_is_said_of_a_claim_of_a_cluster()
    {
        var app = App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data");
        var seen = app.Replace("namespace: home}, spec: {storageClassName", "namespace: home, uid: u1}, spec: {storageClassName", StringComparison.Ordinal);
        var (_, output, _) = FolderDoor.Run(["backups", "-"], Class + seen);
        Assert.Contains(
            "    in the way: claim linkding is to be backed up, and nothing says where to; write protection.target into the policy",
            output,
            StringComparison.Ordinal);
        using var json = JsonDocument.Parse(FolderDoor.Run(["backups", "--format", "json", "-"], Class + seen).Output);
        Assert.Equal("NoTarget", json.RootElement.GetProperty("volumes")[0].GetProperty("obstacle").GetProperty("reason").GetString());
        Assert.DoesNotContain("in the way", FolderDoor.Run(["backups", "-"], Class + app).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_of_the_last_copy_is_what_its_CronJob_says_and_garbage_says_nothing()
    {
        var app = Class + App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data");
        var copy = Copy("17 * * * *", string.Empty, "sqlite3 /data/db.sqlite3 '.backup /nas/db'");
        string Sized(string size, string labels) => app + copy.Replace(
            "namespace: home}",
            $"namespace: home, labels: {{{labels}}}, annotations: {{homelab-storage.io/last-size: \"{size}\"}}}}",
            StringComparison.Ordinal);
        Assert.Contains("    last size: 1.5 MiB · next run: ", OfCluster(Sized("1572864", Ours)), StringComparison.Ordinal);
        Assert.DoesNotContain("last size", OfCluster(Sized("-1 much", Ours)), StringComparison.Ordinal);
        Assert.DoesNotContain("last size", OfCluster(Sized("1572864", string.Empty)), StringComparison.Ordinal);
        Assert.DoesNotContain("last size", FolderDoor.Run(["backups", "-"], Sized("1572864", Ours)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_misses_is_not_listed()
    {
        var (code, output, _) = FolderDoor.Run(["backups", "-"], Class + App("nginx", "nginx:1", "/var/cache/nginx"));
        Assert.Equal("no volume here holds data worth keeping (policy homelab)\n", output);
        Assert.Equal(ExitCode.Clean, code);
    }

    [Fact]
    public void A_claim_that_two_mount_is_one_volume_and_the_worst_comes_first()
    {
        var two = App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data")
            + App(
                "linkding",
                "sissbruecker/linkding:1",
                "/etc/linkding/data").Replace(
                    "kind: Deployment, metadata: {name: linkding",
                    "kind: Deployment, metadata: {name: second",
                    StringComparison.Ordinal);
        var (_, output, _) = FolderDoor.Run(
            ["backups", "--format", "json", "-"],
            Class + two + App("sonarr", "lscr.io/linuxserver/sonarr:4.0.9", "/config"));
        using var report = JsonDocument.Parse(output);
        var volumes = report.RootElement.GetProperty("volumes");
        Assert.Equal(["linkding", "sonarr"], volumes.EnumerateArray().Select(v => v.GetProperty("claim").GetString()));
        Assert.Equal(2, report.RootElement.GetProperty("summary").GetProperty("broken").GetInt32());
        Assert.Equal("critical", volumes[0].GetProperty("criticality").GetString());
        Assert.Equal("6h", volumes[1].GetProperty("rpo").GetString());
    }

    [Fact]
    public void What_a_NAS_does_by_itself_nobody_can_tell()
    {
        var (code, output, _) = FolderDoor.Run(
            ["backups", "-"],
            App("postgres", "postgres:17", "/var/lib/postgresql/data").Replace(
                "persistentVolumeClaim: {claimName: postgres}",
                "nfs: {server: 10.10.10.20, path: /mnt/tank/postgres}",
                StringComparison.Ordinal));
        Assert.StartsWith("unknown  Deployment home/postgres volume data  postgres: a database", output, StringComparison.Ordinal);
        Assert.Contains("snapshots of the storage itself", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Clean, code);
    }

    [Fact]
    public void Broken_input_is_said_and_is_no_clean_answer()
    {
        var (code, _, error) = FolderDoor.Run(["backups", "-"], Class + "kind: [\n");
        Assert.Contains("broken", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Wrong, code);
    }

    private static string OfCluster(string text)
    {
        ManifestReading[] seen = [.. ManifestReader.ReadAll(text, "cluster.yaml").Select(Scene.Live)];
        var report = HomelabStorage.Policies.Reports.Audit.Of(seen, ShippedPolicy.Read(), FixedTime.Now);
        using var output = new StringWriter { NewLine = "\n" };
        BackupsTable.Write(BackupReport.Of(report, FixedTime.Now), report, new Terminal(TextReader.Null, output, TextWriter.Null));
        return output.ToString();
    }

    private static string App(string name, string image, string path) =>
        $"{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: {name}, namespace: home}}, "
            + "spec: {storageClassName: local-path, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}\n---\n"
            + $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}, namespace: home}}, spec: {{strategy: {{type: Recreate}}, template: {{spec: "
            + $"{{containers: [{{name: {name}, image: '{image}', volumeMounts: [{{name: data, mountPath: {path}}}]}}], "
            + $"volumes: [{{name: data, persistentVolumeClaim: {{claimName: {name}}}}}]}}}}}}}}\n---\n";

    private static string Copy(string schedule, string more, string command) =>
        $"{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: copy, namespace: home}}, spec: {{{more}schedule: '{schedule}', jobTemplate: "
            + $"{{spec: {{template: {{spec: "
            + $"{{containers: [{{name: copy, image: 'alpine:3', command: [sh, -c, \"{command}\"], volumeMounts: [{{name: data, mountPath: /data}}, "
            + "{name: nas, mountPath: /nas}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: linkding}}, "
            + "{name: nas, nfs: {server: 10.10.10.20, path: /mnt/tank/backups}}]}}}}}}\n---\n";
}
