using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary><c>what-if</c>: what stops and what is lost, as a person and a program read it.</summary>
public sealed class WhatIfTests
{
    private const string Scene = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: local-path}
        provisioner: rancher.io/local-path
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pvc-1}
        spec:
          storageClassName: local-path
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          claimRef: {namespace: home, name: linkding}
          local: {path: /srv/linkding}
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n2]}]}]}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding, namespace: home}
        spec: {storageClassName: local-path, accessModes: [ReadWriteOnce], volumeName: pvc-1, resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: linkding, namespace: home}
        spec:
          strategy: {type: Recreate}
          template:
            spec:
              containers:
                - {name: linkding, image: 'sissbruecker/linkding:1', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}
              volumes: [{name: data, persistentVolumeClaim: {claimName: linkding}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: jellyfin, namespace: media}
        spec:
          strategy: {type: Recreate}
          template:
            spec:
              containers:
                - {name: jellyfin, image: 'jellyfin/jellyfin:10.10.3', volumeMounts: [{name: media, mountPath: /media}]}
              volumes: [{name: media, nfs: {server: 10.10.10.20, path: /mnt/tank/media}}]
        ---
        """;

    private const string Copy = """

        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: copy, namespace: home}
        spec:
          schedule: '17 * * * *'
          jobTemplate:
            spec:
              template:
                spec:
                  containers:
                    - name: copy
                      image: alpine:3
                      command: [sh, -c, "sqlite3 /data/db.sqlite3 '.backup /nas/db'"]
                      volumeMounts: [{name: data, mountPath: /data}, {name: nas, mountPath: /nas}]
                  volumes:
                    - {name: data, persistentVolumeClaim: {claimName: linkding}}
                    - {name: nas, nfs: {server: 10.10.10.20, path: /mnt/tank/backups}}
        status: {lastSuccessfulTime: '2026-11-23T19:17:00Z'}
        """;

    [Fact]
    public void A_lost_node_stops_what_lies_on_it_and_says_what_to_do()
    {
        var (code, output, error) = Lose("--lose-node n2");
        Assert.Equal(string.Empty, error);
        Assert.Equal(ExitCode.Findings, code);
        Assert.Contains(
            "stops  Deployment home/linkding  linkding: critical, the policy asks to be back in 5m\n"
                + "    claim linkding is gone: it is stored on n2 alone\n"
                + "    lost  claim linkding: SQLite\n"
                + "      back to: not known: no backup of it was found\n"
                + "    do: claim linkding: no backup of it was found: try to get its storage back, or an image of the disk, before you delete anything\n"
                + "    do: claim linkding: delete the claim and its PersistentVolume, then apply it again with a StorageClass that works\n"
                + "    1 single point of failure: node n2\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 of 2 apps with volumes stops, 1 volume with data worth keeping is lost, 1 of them with no proven backup (policy homelab)\n",
            output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lose-node n2", "copy", 1, "what a file says of runs proves no way back")]
    [InlineData("--lose-node n2 --lose-nas truenas", "copy", 1, "the copy is on the NAS that is lost with it")]
    [InlineData("--lose-nas 10.10.10.20", "", 0, "media is got again")]
    [InlineData("--lose-class local-path", "", 1, "the claim is of that class")]
    [InlineData("--lose-namespace media", "", 0, "the share is not deleted")]
    [InlineData("--lose-namespace home", "", 0, "a PersistentVolume that says nothing is retained")]
    public void The_exit_code_says_whether_data_are_gone_for_good(string lost, string copy, int code, string why)
    {
        var (exit, output, error) = Lose(lost, copy.Length > 0 ? Copy : string.Empty);
        Assert.Equal(string.Empty, error);
        Assert.True(code == exit, $"{why}: {output}");
    }

    [Theory]
    [InlineData("--lose-node n3", "'n3': no node of that name was found; did you mean 'n2'? Known: n2\n")]
    [InlineData("--lose-nas synology", "'synology': no NAS of that name was found. Known: truenas\n")]
    [InlineData("--lose-class longhorn", "'longhorn': no StorageClass of that name was found. Known: local-path\n")]
    [InlineData("--lose-namespace homes", "'homes': no namespace of that name was found; did you mean 'home'? Known: home, media\n")]
    public void A_name_that_nothing_has_is_an_error_that_says_what_there_is(string lost, string said)
    {
        Assert.Equal((ExitCode.Wrong, string.Empty, said), Lose(lost));
    }

    /// <summary>That one volume stops the app for certain does not tell what becomes of another.</summary>
    [Theory]
    [InlineData("--lose-node n9")]
    [InlineData("--lose-node n9 --lose-nas 192.0.2.30")]
    public void What_is_unknown_is_said_with_its_reason_whatever_else_is_lost(string lost)
    {
        const string Both = """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: local-path}
            provisioner: rancher.io/local-path
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: sonarr, namespace: media}
            spec: {accessModes: [ReadWriteOnce], storageClassName: local-path, resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: sonarr, namespace: media}
            spec:
              template:
                spec:
                  containers:
                    - {name: a, image: 'linuxserver/sonarr:4.0.9', volumeMounts: [{name: c, mountPath: /config}, {name: m, mountPath: /tv}]}
                  volumes: [{name: c, persistentVolumeClaim: {claimName: sonarr}}, {name: m, nfs: {server: 192.0.2.30, path: /tv}}]
            """;
        foreach (var format in new[] { "table", "markdown" })
        {
            var (_, output, error) = FolderDoor.Run(["what-if", .. lost.Split(' '), "--format", format, "-"], Both);
            Assert.Empty(error);
            Assert.Contains("find out what is unknown below: kubectl get persistentvolumes", output, StringComparison.Ordinal);
            Assert.Contains("it is stored on one node, and no PersistentVolume says on which", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_name_may_be_a_node_where_nothing_names_one()
    {
        var (code, output, _) = FolderDoor.Run(["what-if", "--lose-node", "n9", "-"], Scene.Replace("values: [n2]", "values: []", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Findings, code);
        Assert.Contains("may stop  Deployment home/linkding", output, StringComparison.Ordinal);
        Assert.Contains("assumed: nothing names a node", output, StringComparison.Ordinal);
        Assert.Contains(
            "1 of 2 apps with volumes may stop, 1 volume with data worth keeping may be lost, 1 of these with no proven backup",
            output,
            StringComparison.Ordinal);
    }

    /// <summary>A Node that is written down may be lost, also where nothing is bound to it; then a name that none has is an error.</summary>
    [Fact]
    public void A_node_in_the_files_may_be_lost()
    {
        const string Nodes = """

            apiVersion: v1
            kind: Node
            metadata: {name: n5}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: n6}
            ---
            """;
        var unbound = Scene.Replace("values: [n2]", "values: []", StringComparison.Ordinal) + Nodes;
        var (code, output, error) = FolderDoor.Run(["what-if", "--lose-node", "n5", "-"], unbound);
        Assert.Equal((ExitCode.Findings, string.Empty), (code, error));
        Assert.Contains("may stop  Deployment home/linkding", output, StringComparison.Ordinal);
        Assert.Contains("assumed: n5, n6 are all the nodes\n", output, StringComparison.Ordinal);
        Assert.Equal(
            (ExitCode.Wrong, string.Empty, "'n9': no node of that name was found; did you mean 'n5'? Known: n5, n6\n"),
            FolderDoor.Run(["what-if", "--lose-node", "n9", "-"], unbound));
        Assert.Contains(
            "\n### If node n5 fails\n",
            FolderDoor.Run(["what-if", "--all", "--format", "markdown", "-"], unbound).Output,
            StringComparison.Ordinal);
        Assert.Contains("0 of 2 apps with volumes stop", FolderDoor.Run(["what-if", "--lose-node", "n5", "-"], Scene + Nodes).Output, StringComparison.Ordinal);
    }

    /// <summary>Without a node there is no cluster: what is on a NAS is kept, and nothing runs.</summary>
    [Theory]
    [InlineData("--lose-node n2")]
    [InlineData("--lose-node n2 --lose-nas truenas")]
    public void Nothing_runs_without_a_node(string lost)
    {
        const string Node = """

            apiVersion: v1
            kind: Node
            metadata: {name: n2}
            ---
            """;
        var (_, output, _) = Lose(lost, Node);
        Assert.Contains("first: build the cluster and its storage drivers", output, StringComparison.Ordinal);
        Assert.Contains("stops  Deployment media/jellyfin  jellyfin: low, the policy asks to be back in 30m\n    ", output, StringComparison.Ordinal);
        Assert.Contains("    2 single points of failure: node n2; NAS truenas\n", output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 apps with volumes stop, ", output, StringComparison.Ordinal);
        Assert.Contains("assumed: n2 is the only node\nassumed: what runs the cluster is on its nodes", output, StringComparison.Ordinal);
        Assert.DoesNotContain("recover --node", output, StringComparison.Ordinal);
    }

    /// <summary>The table, the page to print and the JSON tell the same of every app that a loss touches.</summary>
    [Fact]
    public void Every_format_counts_the_single_points_of_failure()
    {
        Assert.Contains(
            "\nSingle points of failure:\n\n- Deployment home/linkding: 1 single point of failure: node n2\n",
            Lose("--lose-node n2 --format markdown").Output,
            StringComparison.Ordinal);
        Assert.Contains("\n    1 single point of failure: node n2\n", Lose("--lose-node n2").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Lose("--lose-node n2 --format json").Output);
        var app = json.RootElement.GetProperty("clusters")[0].GetProperty("apps")[0];
        Assert.Equal("node n2", Assert.Single(app.GetProperty("singlePointsOfFailure").EnumerateArray()).GetString());
    }

    /// <summary>What may stop is counted where what stops is, also in the table of disasters.</summary>
    [Fact]
    public void What_may_stop_is_counted()
    {
        var unbound = Scene.Replace("storageClassName: local-path, accessModes: [ReadWriteOnce], volumeName: pvc-1", "storageClassName: other, accessModes: "
            + "[ReadWriteOnce]", StringComparison.Ordinal)
            .Replace("claimRef: {namespace: home, name: linkding}", "claimRef: {namespace: away, name: a}", StringComparison.Ordinal);
        var output = FolderDoor.Run(["what-if", "--all", "--format", "markdown", "-"], unbound).Output;
        Assert.Contains("restore what was stored there | 1 of 2 may stop | RTO 5m |", output, StringComparison.Ordinal);
        Assert.Contains("restore what was stored there | 1 of 2 stops, 1 may stop | RTO 5m to 30m |", output, StringComparison.Ordinal);
    }

    /// <summary>Files do not show runs; what copies a live database may bring back nothing that is whole.</summary>
    [Theory]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /nas/db'", "CronJob home/copy copies it every 1h, not proven: files do not show runs\n", false)]
    [InlineData(
        "cp -r /data /nas",
        "CronJob home/copy copies it every 1h, not proven: files do not show runs; it copies while it is written to (cp): the copy may be "
            + "inconsistent and unusable\n",
        true)]
    public void A_copy_in_files_is_not_proven(string command, string said, bool isTorn)
    {
        var copy = Copy.Replace("sqlite3 /data/db.sqlite3 '.backup /nas/db'", command, StringComparison.Ordinal);
        Assert.Contains($"back to: not known: {said}", Lose("--lose-node n2", copy).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Lose("--lose-node n2 --format json", copy).Output);
        var app = json.RootElement.GetProperty("clusters")[0].GetProperty("apps")[0];
        Assert.Equal(isTorn, app.GetProperty("volumes")[0].GetProperty("mayBeTorn").GetBoolean());
    }

    /// <summary>What nobody knows counts as much as the policy says, and a backup of it is named.</summary>
    [Fact]
    public void An_app_that_is_not_in_the_catalog_is_as_important_as_the_policy_says()
    {
        var own = Scene.Replace("sissbruecker/linkding:1'", "example.com/own:1'", StringComparison.Ordinal);
        Assert.NotEqual(Scene, own);
        var bare = Lose("--lose-node n2", own: own).Output;
        Assert.Contains("linkding: important", bare, StringComparison.Ordinal);
        Assert.Contains("what is stored there is not known, and no backup of it was found", bare, StringComparison.Ordinal);
        var copy = Copy.Replace("sqlite3 /data/db.sqlite3 '.backup /nas/db'", "cp -r /data /nas", StringComparison.Ordinal);
        var copied = Lose("--lose-node n2", copy, own).Output;
        Assert.Contains("CronJob home/copy copies it every 1h", copied, StringComparison.Ordinal);
        Assert.Contains("restore what CronJob home/copy copied", copied, StringComparison.Ordinal);
    }

    /// <summary>What each node has of its own goes on elsewhere, and is listed for what is lost of it.</summary>
    [Fact]
    public void What_goes_on_and_loses_something_is_listed()
    {
        var daemon = Scene.Replace("kind: Deployment\nmetadata: {name: linkding", "kind: DaemonSet\nmetadata: {name: linkding", StringComparison.Ordinal)
            .Replace("persistentVolumeClaim: {claimName: linkding}", "hostPath: {path: /srv/linkding}", StringComparison.Ordinal);
        foreach (var (format, said) in new[]
        {
            ("table", "keeps running  DaemonSet home/linkding  linkding: critical"),
            ("markdown", "**DaemonSet home/linkding** keeps running (linkding, critical"),
        })
        {
            var (code, output, error) = FolderDoor.Run(["what-if", "--lose-node", "n2", "--format", format, "-"], daemon);
            Assert.Equal((ExitCode.Findings, string.Empty), (code, error));
            Assert.Contains(said, output, StringComparison.Ordinal);
            Assert.Contains("each node has its own, and that of n2 is lost", output, StringComparison.Ordinal);
        }
    }

    /// <summary>A class of which nothing is known may be on one node or on three.</summary>
    [Fact]
    public void What_may_be_a_single_point_of_failure_is_not_passed_over()
    {
        var unseen = Scene.Replace("volumeName: pvc-1, ", string.Empty, StringComparison.Ordinal)
            .Replace("storageClassName: local-path, acc", "storageClassName: other, acc", StringComparison.Ordinal)
            .Replace("claimRef: {namespace: home, name: linkding}", "claimRef: {namespace: away, name: a}", StringComparison.Ordinal);
        const string Said = "unknown: the unknown storage of claim linkding (StorageClass 'other' was not found)";
        Assert.Contains(
            $"no known single point of failure; {Said}\n",
            FolderDoor.Run(["what-if", "--lose-node", "n2", "-"], unseen).Output,
            StringComparison.Ordinal);
        Assert.Contains($"| {Said} |", FolderDoor.Run(["what-if", "--all", "--format", "markdown", "-"], unseen).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(FolderDoor.Run(["what-if", "--lose-node", "n2", "--format", "json", "-"], unseen).Output);
        var app = json.RootElement.GetProperty("clusters")[0].GetProperty("apps")[0];
        Assert.Equal(0, app.GetProperty("singlePointsOfFailure").GetArrayLength());
        Assert.Equal(
            "the unknown storage of claim linkding (StorageClass 'other' was not found)",
            Assert.Single(app.GetProperty("unknownPointsOfFailure").EnumerateArray()).GetString());
        Assert.True(json.RootElement.GetProperty("clusters")[0].GetProperty("mayBeForGood").GetBoolean());
    }

    /// <summary>Where a class does not say its server, the program that makes its volumes does: in its environment.</summary>
    [Theory]
    [InlineData("k8s-sigs.io/nfs-subdir-external-provisioner", "192.0.2.15", "192.0.2.15", "")]
    [InlineData("k8s-sigs.io/nfs-subdir-external-provisioner", "10.10.10.20", "truenas", "")]
    [InlineData("example.com/other-nfs", "192.0.2.15", "192.0.2.15", "no NAS of that name was found")]
    public void The_server_of_a_provisioner_is_in_its_environment(string provisioner, string server, string nas, string refused)
    {
        var environment = $"{{name: PROVISIONER_NAME, value: {provisioner}}}, {{name: NFS_SERVER, value: {server}}}";
        var scene = $$$$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: k8s-nfs}
            provisioner: k8s-sigs.io/nfs-subdir-external-provisioner
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: provisioner, namespace: storage}
            spec: {template: {spec: {containers: [{name: p, image: 'registry.example.com/p:1', env: [{{{{environment}}}}]}]}}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: photos, namespace: home}
            spec: {storageClassName: k8s-nfs, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: photos, namespace: home}
            spec:
              template:
                spec:
                  containers: [{name: a, image: 'ghcr.io/immich-app/immich-server:v1', volumeMounts: [{name: d, mountPath: /usr/src/app/upload}]}]
                  volumes: [{name: d, persistentVolumeClaim: {claimName: photos}}]
            """;
        var (code, output, error) = FolderDoor.Run(["what-if", "--lose-nas", nas, "-"], scene);
        if (refused.Length > 0)
        {
            Assert.Equal(ExitCode.Wrong, code);
            Assert.Contains(refused, error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((ExitCode.Findings, string.Empty), (code, error));
        Assert.Contains($"stops  Deployment home/photos  ", output, StringComparison.Ordinal);
        Assert.Contains($"claim photos is gone: it is stored on {nas}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what-if -", "name what is lost: --lose-node")]
    [InlineData("what-if --all -", "--all writes a runbook")]
    [InlineData("what-if --all --format markdown --lose-node n2 -", "--all writes a runbook")]
    [InlineData("what-if --lose-node n2", "name files or folders")]
    [InlineData("what-if --lose-node  -", "--lose-node: an empty name names nothing")]
    public void Without_a_question_there_is_no_answer(string arguments, string said)
    {
        var (code, _, error) = FolderDoor.Run(arguments.Split(' '), Scene);
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_reads_the_same()
    {
        var (_, output, _) = Lose("--lose-node n2 --lose-nas truenas --format json", Copy);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("WhatIf", json.RootElement.GetProperty("kind").GetString());
        var cluster = json.RootElement.GetProperty("clusters")[0];
        Assert.Equal(["node n2", "NAS truenas"], cluster.GetProperty("lost").EnumerateArray().Select(l => l.GetString()));
        Assert.True(cluster.GetProperty("forGood").GetBoolean());
        var app = cluster.GetProperty("apps")[0];
        Assert.Equal(("stops", "critical", "5m"), (Text(app, "state"), Text(app, "criticality"), Text(app, "rto")));
        var volume = app.GetProperty("volumes")[0];
        Assert.Equal(("lost", "not known"), (Text(volume, "fate"), Text(volume, "backTo")));
        Assert.Equal(["CronJob home/copy"], cluster.GetProperty("stoppedJobs").EnumerateArray().Select(l => l.GetString()));
    }

    [Fact]
    public void A_runbook_has_the_disaster_table_and_every_loss_in_turn()
    {
        var (code, output, error) = FolderDoor.Run(["what-if", "--all", "--format", "markdown", "-"], Scene + Copy);
        Assert.Equal((ExitCode.Clean, string.Empty), (code, error));
        Assert.Contains(
            "| RTO 5m | 1 app: back to a copy that is not proven (every 1h); 1 app: it keeps nothing that needs a backup |\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains(
            "| Deployment home/linkding | critical | RTO 5m; nothing is lost | RTO 5m; back to a copy that is not proven (every 1h) | "
                + "keeps running; nothing is lost | RTO 5m; back to a copy that is not proven (every 1h) | "
                + "node n2 |\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains(
            "| Deployment media/jellyfin | low | RTO 30m; it keeps nothing that needs a backup | "
                + "restarts by itself; it keeps nothing that needs a backup | "
                + "RTO 30m; it keeps nothing that needs a backup (also lost: media without a backup) | ",
            output,
            StringComparison.Ordinal);
        Assert.Equal(
            ["### If node n2 fails", "### If NAS truenas fails", "### If class local-path fails"],
            output.Split('\n').Where(line => line.StartsWith("###", StringComparison.Ordinal)));
        Assert.Contains("- [ ] bring up truenas, or another at its address", output, StringComparison.Ordinal);
        Assert.Contains("No longer backed up meanwhile:\n\n- home/linkding (linkding: SQLite)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_strangers_wrote_is_no_markup()
    {
        var (_, output, _) = FolderDoor.Run(
            ["what-if", "--lose-nas", "truenas", "--format", "markdown", "-"],
            Scene.Replace("name: jellyfin, image", "name: '*bold*|<b>', image", StringComparison.Ordinal)
                .Replace("'jellyfin/jellyfin:10.10.3'", "'example.com/own:1'", StringComparison.Ordinal));
        Assert.Contains("\\*bold\\*\\|\\<b>", output, StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static (int Code, string Output, string Error) Lose(string lost, string more = "", string own = Scene) =>
        FolderDoor.Run(["what-if", .. lost.Split(' '), "-"], own + more);
}
