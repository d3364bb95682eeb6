using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// Claims of a real API server move to another class under their names, with Kubernetes' own controllers at work and the leader and its webhooks watching: the
/// volume that is reserved for a name is bound by the binder itself. Folders are the volumes. The command is killed on its way, and run again.
/// </summary>
public sealed class MigrateTests : IAsyncLifetime
{
    private static readonly string[] Controllers =
        ["cronjob", "job", "deployment", "replicaset", "statefulset", "garbagecollector", "pvc-protection", "pv-protection", "persistentvolume-binder"];

    private readonly Cluster _cluster = new() { Controllers = string.Join(',', Controllers) };

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-migrate").FullName;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_claim_moves_whatever_kills_the_command_and_goes_back()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        await using var installation = await Installation.In(
            _cluster,
            "move",
            kustomization: Repository.Path("tests", "EndToEnd.Tests", "Kustomizations", "backups"));
        await File.WriteAllTextAsync(
            installation.PolicyFile,
            (await File.ReadAllTextAsync(installation.PolicyFile))
                .Replace("  emit: [cronjob]\n", "  emit: [cronjob]\n  target: nfs://10.0.0.9/backups\n", StringComparison.Ordinal));
        var home = await Home.In(_cluster, "move");
        await home.Must(["apply", "-f", "-"], Node + Volume("linkding-data") + Claim + Installed.Manifest("linkding.yaml"));
        await installation.Start("one");
        await installation.ApplyWebhooks();
        using var terminal = new Terminal(_cluster);
        using var power = new CancellationTokenSource();
        var kubelet = Kubelet(home, power.Token);
        const string Move = "homelab-storage migrate run move/linkding-data --yes";

        CarriedOut.Sql(
            Database("pv-linkding-data"),
            "create table bookmark (url text); insert into bookmark select hex(randomblob(9000)) from json_each('[1,2,3]')");
        await Runs(home, kubelet, "deployment/linkding");
        await Eventually.Holds("there is a CronJob", async () => (await home.Must(["get", "cronjobs", "-o", "name"])).Output.Length > 0);

        // What the policy refuses is refused, nobody is asked where nobody can agree, and nothing is changed by looking.
        var (denied, _, why) = await terminal.Run($"{Move} --to truenas-nfs");
        Assert.True(denied == 1 && why.Contains("[sqlite-on-network-filesystem]", StringComparison.Ordinal), why);
        var plan = await terminal.Succeeds("homelab-storage migrate run move/linkding-data --to longhorn-sqlite --dry-run");
        Assert.Contains("delete claim move/linkding-data; PersistentVolume pv-linkding-data stays", plan, StringComparison.Ordinal);
        var uid = await home.Field("pvc/linkding-data", ".metadata.uid");

        // What outgrew its claim does not fit into a volume of that size: said before the app is stopped.
        var large = Path.Combine(In("pv-linkding-data"), "large.bin");
        await using (var file = File.Create(large))
        {
            file.SetLength(5L << 30);
        }

        var generation = await home.Field("deployment/linkding", ".metadata.generation");
        var (full, _, numbers) = await terminal.Run($"{Move} --to longhorn-sqlite");
        Assert.True(
            full == 2 && numbers.Contains(
                "claim move/linkding-data holds 5.00 GiB, and a volume of 5Gi of class longhorn-sqlite has room for about 4.75 GiB: run this again with "
                    + "--size 6Gi",
                StringComparison.Ordinal),
            numbers);
        Assert.Equal(generation, await home.Field("deployment/linkding", ".metadata.generation"));
        await IsAtRest(home);
        File.Delete(large);
        string[] steps =
        [
            "scale Deployment move/linkding to 0", "make claim", "copy by Job", "keep PersistentVolume", "delete claim move/linkding-data",
            "delete claim move/hs-move-", "reserve", "recreate claim", "wait until claim", "scale Deployment move/linkding back up",
        ];
        foreach (var step in steps)
        {
            string[] to = step == steps[0] ? ["--to", "longhorn-sqlite"] : [];
            await terminal.KilledAt(step, ["migrate", "run", "move/linkding-data", "--yes", .. to]);
        }

        var done = await terminal.Succeeds(Move);
        Assert.Contains("going on with move", done, StringComparison.Ordinal);
        var moved = await home.Field("pvc/linkding-data", ".spec.volumeName");
        Assert.StartsWith("pvc-hs-move-linkding-data-", moved, StringComparison.Ordinal);
        Assert.NotEqual(uid, await home.Field("pvc/linkding-data", ".metadata.uid"));
        await IsAtRest(home);
        Assert.Equal(("longhorn-sqlite", "Retain"), (
            await home.Field("pvc/linkding-data", ".spec.storageClassName"),
            await home.Field($"pv/{moved}", ".spec.persistentVolumeReclaimPolicy")));
        await Runs(home, kubelet, "deployment/linkding");
        Assert.Equal((3, 3), (Rows("pv-linkding-data"), Rows(moved)));
        await Eventually.Holds("the old volume is released", async () => await home.Field("pv/pv-linkding-data", ".status.phase") is "Released");
        await Eventually.Holds("there is a CronJob again", async () => (await home.Must(["get", "cronjobs", "-o", "name"])).Output.Length > 0);

        // The app goes on, and the way back leaves what it wrote where it is.
        CarriedOut.Sql(Database(moved), "insert into bookmark values ('later')");
        foreach (var step in (string[])["keep PersistentVolume", "delete claim move/linkding-data", "recreate claim", "scale Deployment move/linkding back up"])
        {
            await terminal.KilledAt(step, ["migrate", "run", "move/linkding-data", "--yes", "--undo"]);
        }

        await terminal.Succeeds($"{Move} --undo");
        Assert.Equal("pv-linkding-data", await home.Field("pvc/linkding-data", ".spec.volumeName"));
        await IsAtRest(home);
        await Runs(home, kubelet, "deployment/linkding");
        Assert.Equal((3, 4), (Rows("pv-linkding-data"), Rows(moved)));
        await Eventually.Holds("the other is kept", async () => await home.Field($"pv/{moved}", ".status.phase") is "Released");

        // A database that is damaged stays where it is.
        var bytes = await File.ReadAllBytesAsync(Database("pv-linkding-data"));
        Array.Fill(bytes, (byte)0x5a, 4096, 4096);
        await File.WriteAllBytesAsync(Database("pv-linkding-data"), bytes);
        var (broken, said, damage) = await terminal.Run($"{Move} --to longhorn-sqlite");
        Assert.True(broken == 1 && damage.Contains("and its data are as they were", StringComparison.Ordinal), said + damage);
        Assert.Equal("pv-linkding-data", await home.Field("pvc/linkding-data", ".spec.volumeName"));
        await IsAtRest(home);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Database("pv-linkding-data")));
        await power.CancelAsync();
        await kubelet;
    }

    [Fact]
    public async Task A_StatefulSet_finds_its_claim_on_the_other_class_and_goes_back()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        var home = await Home.In(_cluster, "set");
        await home.Must(["apply", "-f", "-"], Node + Volume("data-linkding-0") + Volume("data-linkding-1") + StatefulSet);
        using var terminal = new Terminal(_cluster);
        using var power = new CancellationTokenSource();
        var kubelet = Kubelet(home, power.Token);
        await Runs(home, kubelet, "statefulset/linkding", "2");
        CarriedOut.Sql(Database("pv-data-linkding-0"), "create table bookmark (url text); insert into bookmark values ('a'), ('b')");
        CarriedOut.Sql(Database("pv-data-linkding-1"), "create table bookmark (url text)");
        var (first, second) = (await home.Field("pvc/data-linkding-0", ".metadata.uid"), await home.Field("pvc/data-linkding-1", ".metadata.uid"));
        const string Move = "homelab-storage migrate run set/data-linkding-0 --yes";
        string[] steps =
        [
            "copy by Job", "delete claim set/data-linkding-0", "delete StatefulSet", "recreate claim", "recreate StatefulSet",
            "scale StatefulSet set/linkding back up",
        ];
        foreach (var step in steps)
        {
            string[] to = step == steps[0] ? ["--to", "longhorn-sqlite"] : [];
            await terminal.KilledAt(step, ["migrate", "run", "set/data-linkding-0", "--yes", .. to]);
        }

        await terminal.Succeeds(Move);
        await IsAtRest(home);
        await Runs(home, kubelet, "statefulset/linkding", "2");
        var moved = await home.Field("pvc/data-linkding-0", ".spec.volumeName");
        Assert.StartsWith("pvc-hs-move-data-linkding-0-", moved, StringComparison.Ordinal);
        Assert.NotEqual(first, await home.Field("pvc/data-linkding-0", ".metadata.uid"));
        Assert.Equal(second, await home.Field("pvc/data-linkding-1", ".metadata.uid"));
        Assert.Equal("longhorn-sqlite", await home.Field("statefulset/linkding", ".spec.volumeClaimTemplates[0].spec.storageClassName"));
        Assert.Equal((2, 2, 0), (Rows("pv-data-linkding-0"), Rows(moved), Rows("pv-data-linkding-1")));

        // Given up in the middle of the second, and back with the first.
        await terminal.KilledAt("reserve", ["migrate", "run", "set/data-linkding-1", "--yes", "--to", "longhorn-sqlite"]);
        await terminal.Succeeds("homelab-storage migrate run set/data-linkding-1 --yes --undo");
        Assert.Equal("pv-data-linkding-1", await home.Field("pvc/data-linkding-1", ".spec.volumeName"));
        await IsAtRest(home);
        await terminal.KilledAt("recreate StatefulSet", ["migrate", "run", "set/data-linkding-0", "--yes", "--undo"]);
        await terminal.Succeeds($"{Move} --undo");
        Assert.Equal("pv-data-linkding-0", await home.Field("pvc/data-linkding-0", ".spec.volumeName"));
        Assert.Equal("local-path", await home.Field("statefulset/linkding", ".spec.volumeClaimTemplates[0].spec.storageClassName"));
        await IsAtRest(home);
        await Runs(home, kubelet, "statefulset/linkding", "2");
        Assert.Equal((2, 2, 0), (Rows("pv-data-linkding-0"), Rows(moved), Rows("pv-data-linkding-1")));
        await power.CancelAsync();
        await kubelet;
    }

    private static string Node => "apiVersion: v1\nkind: Node\nmetadata: {name: one}\n---\n";

    private static string Claim => """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding-data, annotations: {homelab-storage.io/backup-schedule: "0 3 * * *"}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: local-path, resources: {requests: {storage: 5Gi}}}
        ---

        """;

    private static string StatefulSet => """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: linkding}
        spec:
          replicas: 2
          serviceName: linkding
          podManagementPolicy: Parallel
          selector: {matchLabels: {app: linkding}}
          template:
            metadata: {labels: {app: linkding}}
            spec:
              automountServiceAccountToken: false
              containers:
                - name: linkding
                  image: sissbruecker/linkding:1.41.0
                  volumeMounts: [{name: data, mountPath: /etc/linkding/data}]
          volumeClaimTemplates:
            - metadata: {name: data}
              spec: {accessModes: [ReadWriteOnce], storageClassName: local-path, resources: {requests: {storage: 5Gi}}}

        """;

    private static string Volume(string claim) => $$$"""
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv-{{{claim}}}}
        spec:
          storageClassName: local-path
          accessModes: [ReadWriteOnce]
          capacity: {storage: 5Gi}
          persistentVolumeReclaimPolicy: Delete
          local: {path: /opt/{{{claim}}}}
          claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: {{{(claim is "linkding-data" ? "move" : "set")}}}, name: {{{claim}}}}
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [one]}]}]}}
        ---

        """;

    private string Database(string volume) => Path.Combine(In(volume), "db.sqlite3");

    private long Rows(string volume)
    {
        Assert.Equal(1, CarriedOut.Sql(Database(volume), "select count(*) from pragma_integrity_check where integrity_check = 'ok'"));
        return CarriedOut.Sql(Database(volume), "select count(*) from bookmark");
    }

    private string In(string volume) => Directory.CreateDirectory(Path.Combine(_folder, volume)).FullName;

    private static async Task Runs(Home home, Task kubelet, string workload, string replicas = "1")
    {
        await Eventually.Holds(
            $"{workload} runs",
            async () => kubelet.IsFaulted || (await home.Try(["get", workload, "-o", "jsonpath={.status.readyReplicas}"])).Output == replicas);
        Assert.Null(kubelet.Exception);
    }

    /// <summary>Everything rests no more, and nothing of the move is left but the Job and the volumes.</summary>
    private static async Task IsAtRest(Home home)
    {
        var all = (await home.Must(["get", "deployments,statefulsets,cronjobs,leases", "-o", "json"])).Output;
        Assert.DoesNotContain("restore-paused", all, StringComparison.Ordinal);
        Assert.DoesNotContain("restore-plan", all, StringComparison.Ordinal);
        Assert.DoesNotContain("\"suspend\": true", all, StringComparison.Ordinal);
        Assert.DoesNotContain("hs-move", (await home.Must(["get", "pvc", "-o", "name"])).Output, StringComparison.Ordinal);
    }

    /// <summary>A provisioner, a scheduler and a kubelet, until the power goes.</summary>
    private async Task Kubelet(Home home, CancellationToken power)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (!power.IsCancellationRequested)
        {
            await Moves.Provision(home, done);
            foreach (var pod in await All(home, "pods", "-l", "app=linkding"))
            {
                var (name, node) = ((string)pod["metadata"]!["name"]!, (string?)pod["spec"]!["nodeName"]);
                var isEnding = pod["metadata"]!["deletionTimestamp"] is not null;
                if (isEnding)
                {
                    await home.Try(["delete", "pod", name, "--force", "--grace-period", "0"]);
                }
                else if (node is null && (await Moves.VolumeOf(home, pod, "data")).Length > 0)
                {
                    await Pods.Run(home, name, "one");
                }
            }

            foreach (var pod in await All(home, "pods", "-l", "homelab-storage.io/role,homelab-storage.io/role!=move"))
            {
                if (done.Add((string)pod["metadata"]!["name"]!))
                {
                    var (code, line) = await CarriedOut.Container(pod["spec"]!["containers"]![0]!, name => In($"ours-{name}"));
                    await Pods.End(home, pod, code, line);
                }
            }

            await Moves.Run(home, done, In);
            await Task.Delay(200, CancellationToken.None);
        }
    }

    private static async Task<JsonNode[]> All(Home home, params string[] what) =>
        [.. JsonNode.Parse((await home.Must(["get", .. what, "-o", "json"])).Output)!["items"]!.AsArray().Select(p => p!)];
}
