using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using SQLitePCL;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// A node dies under an app that writes, on a real API server with Kubernetes' own controllers, the leader and its webhooks; folders are the volumes. The
/// command that brings the app back is killed on its way, and run again, and so is the one that then moves it to storage that no node takes along.
/// </summary>
public sealed class RecoverTests : IAsyncLifetime
{
    private const string Recover = "homelab-storage recover --node one";

    private readonly Cluster _cluster = new()
    {
        Controllers = "cronjob,job,deployment,replicaset,garbagecollector,pvc-protection,pv-protection,persistentvolume-binder",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-recover").FullName;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_dead_node_costs_no_row_that_was_in_the_last_backup()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        await using var installation = await Installation.In(
            _cluster,
            "back",
            kustomization: Repository.Path("tests", "EndToEnd.Tests", "Kustomizations", "backups"));
        await File.WriteAllTextAsync(
            installation.PolicyFile,
            (await File.ReadAllTextAsync(installation.PolicyFile))
                .Replace("  emit: [cronjob]\n", "  emit: [cronjob]\n  target: nfs://10.0.0.9/backups\n", StringComparison.Ordinal));
        var home = await Home.In(_cluster, "back");
        await home.Must(["apply", "-f", "-"], Node("one", "True") + Node("two", "True"));
        await Status(home, "one", "True");
        await Status(home, "two", "True");
        await home.Must(["apply", "-f", "-"], Volume("one") + Claim + Installed.Manifest("linkding.yaml"));
        await installation.Start("one");
        await installation.ApplyWebhooks();
        using var terminal = new Terminal(_cluster);
        using var power = new CancellationTokenSource();
        var kubelet = Kubelet(home, power.Token);

        // The app writes all the time, and is copied meanwhile.
        await Eventually.Holds("the app runs on node one", async () => kubelet.IsFaulted || await AppPods(home, "one") == 1);
        Assert.Null(kubelet.Exception);
        CarriedOut.Sql(Database("one"), "pragma journal_mode = wal; create table bookmark (id integer primary key, url text)");
        using var life = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(
            async () =>
            {
                // As an app does, which keeps its connection.
                Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(Database("one"), out var app));
                using (app)
                {
                    while (!life.IsCancellationRequested)
                    {
                        if (raw.sqlite3_exec(app, $"insert into bookmark values ({written + 1}, hex(randomblob(500)))") == raw.SQLITE_OK)
                        {
                            Interlocked.Increment(ref written);
                        }

                        await Task.Delay(5, CancellationToken.None);
                    }
                }
            },
            CancellationToken.None);
        await Eventually.Holds("there is a CronJob", async () => (await home.Must(["get", "cronjobs", "-o", "name"])).Output.Length > 0);
        await Eventually.Holds("the app has written", () => Volatile.Read(ref written) > 20, CancellationToken.None);
        var copied = Volatile.Read(ref written);
        await terminal.Succeeds("homelab-storage backup now back/linkding-data");

        // Nothing is recovered from a node that lives, nor is anything changed by looking.
        var (alive, _, whyAlive) = await terminal.Run($"{Recover} --yes");
        Assert.True(alive == 2 && whyAlive.Contains("node one is Ready", StringComparison.Ordinal), whyAlive);
        await life.CancelAsync();
        await writing;
        var last = Volatile.Read(ref written);
        await Status(home, "one", "Unknown");
        var (early, looked, none) = await terminal.Run($"{Recover} --yes");
        Assert.True(early == 2 && looked.Contains("pv-one was made by hand, and nothing makes another", StringComparison.Ordinal), looked + none);
        await home.Must(["apply", "-f", "-"], Volume("two"));
        await Eventually.Holds("there is a free volume", async () => await home.Field("pv/pv-two", ".status.phase") is "Available");
        var plan = await terminal.Succeeds($"{Recover} --dry-run");
        Assert.Contains("delete claim back/linkding-data", plan, StringComparison.Ordinal);
        var old = await home.Field("pvc/linkding-data", ".metadata.uid");
        Assert.Equal(1, await AppPods(home, "one"));

        // Killed at each change there is.
        string[] steps =
        [
            "keep PersistentVolume", "remove the pods", "delete claim", "recreate claim", "wait until no pod mounts", "restore home/back/",
            "scale Deployment back/linkding back up",
        ];
        foreach (var step in steps)
        {
            await terminal.KilledAt(step, ["recover", "--node", "one", "--yes"]);
        }

        var done = await terminal.Succeeds($"{Recover} --yes");
        Assert.Contains("going on with recovery", done, StringComparison.Ordinal);
        Assert.Contains("back/linkding-data is back from what node one had", done, StringComparison.Ordinal);
        Assert.NotEqual(old, await home.Field("pvc/linkding-data", ".metadata.uid"));
        Assert.Equal("pv-two", await home.Field("pvc/linkding-data", ".spec.volumeName"));
        Assert.Equal("1", await home.Field("deployment/linkding", ".status.readyReplicas"));
        Assert.Equal((0, 1), (await AppPods(home, "one"), await AppPods(home, "two")));
        Assert.Equal("Retain", await home.Field("pv/pv-one", ".spec.persistentVolumeReclaimPolicy"));
        Assert.DoesNotContain("restore-paused", (await home.Must(["get", "deployments,cronjobs", "-o", "json"])).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("restore-plan", (await home.Must(["get", "leases", "-A", "-o", "json"])).Output, StringComparison.Ordinal);

        // What was written before the copy began is all there, in one piece; so is what the dead node had, should it come back.
        var rows = CarriedOut.Sql(Database("two"), "select count(*) from bookmark");
        Assert.Equal(rows, CarriedOut.Sql(Database("two"), "select max(id) from bookmark"));
        Assert.InRange(rows, copied, last);
        IsWhole(Database("two"));
        Assert.Equal(last, CarriedOut.Sql(Database("one"), "select count(*) from bookmark"));
        IsWhole(Database("one"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{copied} rows before the copy, {last} when the node died, {rows} back");

        // The new claim is backed up as the old one was, and there is nothing left to recover.
        await Eventually.Holds("there is a CronJob again", async () => (await home.Must(["get", "cronjobs", "-o", "name"])).Output.Length > 0);
        Assert.Equal(0, (await terminal.Run($"{Recover} --yes")).Code);

        // The app goes on writing, and moves to where no node takes it along, with all that it has written since.
        CarriedOut.Sql(Database("two"), "insert into bookmark select max(id) + 1, 'after the recovery' from bookmark");
        await home.Must(["apply", "-f", "-"], Replicated);
        var restored = await home.Field("pvc/linkding-data", ".metadata.uid");
        await terminal.KilledAt("copy by Job", ["migrate", "run", "back/linkding-data", "--to", "longhorn-sqlite", "--yes"]);
        var moving = await terminal.Succeeds("homelab-storage migrate run back/linkding-data --yes");
        Assert.Contains("going on with move", moving, StringComparison.Ordinal);
        var moved = await VolumeOf(home, "linkding-data");
        Assert.StartsWith("pvc-hs-move-linkding-data-", moved, StringComparison.Ordinal);
        Assert.NotEqual(restored, await home.Field("pvc/linkding-data", ".metadata.uid"));
        Assert.Equal("longhorn-sqlite", await home.Field("pvc/linkding-data", ".spec.storageClassName"));
        await Eventually.Holds("the app runs on its new volume", async () => await home.Field("deployment/linkding", ".status.readyReplicas") is "1");
        var there = Path.Combine(In(moved), "db.sqlite3");
        Assert.Equal(rows + 1, CarriedOut.Sql(there, "select count(*) from bookmark"));
        Assert.Equal(rows + 1, CarriedOut.Sql(there, "select max(id) from bookmark"));
        IsWhole(there);
        Assert.Equal(rows + 1, CarriedOut.Sql(Database("two"), "select count(*) from bookmark"));
        Assert.Equal("Retain", await home.Field("pv/pv-two", ".spec.persistentVolumeReclaimPolicy"));

        // What it is now is copied, and comes back beside it on another claim while the app runs.
        await Eventually.Holds("there is a CronJob of the moved claim", async () => (await home.Must(["get", "cronjobs", "-o", "name"])).Output.Length > 0);
        await terminal.Succeeds("homelab-storage backup now back/linkding-data");
        await home.Must(["apply", "-f", "-"], Beside);
        await Eventually.Holds("the other claim has a volume", async () => await VolumeOf(home, "linkding-beside") is "pv-three");
        await terminal.Succeeds("homelab-storage restore back/linkding-data --to linkding-beside --yes");
        Assert.Equal(rows + 1, CarriedOut.Sql(Database("three"), "select count(*) from bookmark"));
        IsWhole(Database("three"));
        await power.CancelAsync();
        await kubelet;
    }

    private static string Claim => """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding-data, annotations: {homelab-storage.io/backup-schedule: "0 3 * * *"}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: local-path, resources: {requests: {storage: 5Gi}}}
        ---

        """;

    private static string Replicated => """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: longhorn-sqlite}
        provisioner: driver.longhorn.io
        parameters: {numberOfReplicas: "3"}
        reclaimPolicy: Retain

        """;

    private static string Beside => """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv-three, annotations: {pv.kubernetes.io/provisioned-by: driver.longhorn.io}}
        spec:
          storageClassName: longhorn-sqlite
          accessModes: [ReadWriteOnce]
          capacity: {storage: 5Gi}
          persistentVolumeReclaimPolicy: Retain
          csi: {driver: driver.longhorn.io, volumeHandle: pv-three}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding-beside}
        spec: {accessModes: [ReadWriteOnce], storageClassName: longhorn-sqlite, volumeName: pv-three, resources: {requests: {storage: 5Gi}}}

        """;

    private string Database(string node) => Path.Combine(In($"pv-{node}"), "db.sqlite3");

    private static string Node(string name, string ready) => $"apiVersion: v1\nkind: Node\nmetadata: {{name: {name}, labels: {{ready: \"{ready}\"}}}}\n---\n";

    private static string Volume(string node) => $$$"""
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv-{{{node}}}}
        spec:
          storageClassName: local-path
          accessModes: [ReadWriteOnce]
          capacity: {storage: 5Gi}
          persistentVolumeReclaimPolicy: Retain
          local: {path: /opt/back}
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [{{{node}}}]}]}]}}
        ---

        """;

    private static async Task Status(Home home, string node, string ready)
    {
        var path = $"/api/v1/nodes/{node}";
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var live = JsonNode.Parse((await home.Must(["get", "--raw", path])).Output)!;
        live["status"]!["conditions"] = JsonNode.Parse($$$"""
            [{"type": "Ready", "status": "{{{ready}}}", "reason": "x", "message": "x", "lastHeartbeatTime": "{{{now}}}", "lastTransitionTime": "{{{now}}}"}]
            """);
        await home.Must(["replace", "--raw", $"{path}/status", "-f", "-"], live.ToJsonString());
    }

    private static async Task<JsonNode[]> Apps(Home home) =>
        [.. JsonNode.Parse((await home.Must(["get", "pods", "-l", "app=linkding", "-o", "json"])).Output)!["items"]!.AsArray().Select(p => p!)];

    private static async Task<int> AppPods(Home home, string node) => (await Apps(home)).Count(p => (string?)p["spec"]!["nodeName"] == node);

    private static void IsWhole(string file) =>
        Assert.Equal(1, CarriedOut.Sql(file, "select count(*) from pragma_integrity_check where integrity_check = 'ok'"));

    private string In(string volume) => Directory.CreateDirectory(Path.Combine(_folder, volume)).FullName;

    /// <summary>A scheduler that starts the app where its volume is, and kubelets that do what pods are told, until the power goes; none on node one.</summary>
    private async Task Kubelet(Home home, CancellationToken power)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (!power.IsCancellationRequested)
        {
            foreach (var pod in await Apps(home))
            {
                var (name, node) = ((string)pod["metadata"]!["name"]!, (string?)pod["spec"]!["nodeName"]);
                var isEnding = pod["metadata"]!["deletionTimestamp"] is not null;
                if (isEnding && node is "two")
                {
                    await home.Try(["delete", "pod", name, "--force", "--grace-period", "0"]);
                }
                else if (!isEnding && node is null && await VolumeOf(home, ClaimOf(pod)!) is { Length: > 0 } volume)
                {
                    await Pods.Run(home, name, volume is "pv-one" ? "one" : "two");
                }
            }

            await Moves.Provision(home, done);
            await Moves.Run(home, done, In);
            string[] ours = ["get", "pods", "-l", "homelab-storage.io/role,homelab-storage.io/role!=move", "-o", "json"];
            var pods = JsonNode.Parse((await home.Must(ours)).Output)!["items"]!.AsArray();
            foreach (var pod in pods.Select(p => p!).Where(p => !done.Contains((string)p["metadata"]!["name"]!)))
            {
                // What mounts a claim waits for its volume.
                var folder = ClaimOf(pod) is { } claim ? await VolumeOf(home, claim) : $"empty-{pod["metadata"]!["name"]}";
                if (folder.Length > 0 && done.Add((string)pod["metadata"]!["name"]!))
                {
                    var (code, line) = await CarriedOut.Container(pod["spec"]!["containers"]![0]!, name => In(name is "data" ? folder : name));
                    await Pods.End(home, pod, code, line);
                }
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    private static async Task<string> VolumeOf(Home home, string claim) =>
        (await home.Try(["get", $"pvc/{claim}", "-o", "jsonpath={.spec.volumeName}"])).Output;

    private static string? ClaimOf(JsonNode pod) =>
        (string?)pod["spec"]!["volumes"]!.AsArray().FirstOrDefault(v => (string?)v!["name"] is "data")?["persistentVolumeClaim"]?["claimName"];
}
