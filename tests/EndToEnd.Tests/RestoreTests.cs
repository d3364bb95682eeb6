using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// A claim of a real API server gets its data back, with Kubernetes' own controllers at work and the leader and its webhooks watching. Nobody runs pods here,
/// so what a container is told is done on this machine, with folders in the place of volumes. The command is killed on its way, and run again.
/// </summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private const string Restore = "homelab-storage restore back/linkding-data --yes";

    private readonly Cluster _cluster = new()
    {
        Controllers = "cronjob,job,deployment,replicaset,garbagecollector,pvc-protection,persistentvolume-binder",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-restore").FullName;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Database => Path.Combine(In("data"), "db.sqlite3");

    [Fact]
    public async Task Data_come_back_whatever_kills_the_command_and_go_again_when_it_is_undone()
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
        await home.Must(["apply", "-f", "-"], Objects);
        await installation.Start("one");
        await installation.ApplyWebhooks();
        using var terminal = new Terminal(_cluster);
        using var power = new CancellationTokenSource();
        var kubelet = Kubelet(home, power.Token);

        // Seven bookmarks are copied; then somebody deletes all of them, and three more come.
        CarriedOut.Sql(Database, "create table bookmark (url text); insert into bookmark select hex(randomblob(9000)) from json_each('[1,2,3,4,5,6,7]')");
        await Eventually.Holds("there is a CronJob", async () => (await home.Must(["get", "cronjobs", "-o", "name"])).Output.Length > 0);
        await terminal.Succeeds("homelab-storage backup now back/linkding-data");
        var good = Directory.EnumerateFiles(In("target"), "*.tar.gz", SearchOption.AllDirectories).Single();
        CarriedOut.Sql(Database, "delete from bookmark; insert into bookmark select hex(randomblob(90)) from json_each('[1,2,3]')");
        await Eventually.Holds("the app runs", async () => await AppPods(home) == 1);

        // Nothing is changed by looking, or where nobody can agree.
        var plan = await terminal.Succeeds("homelab-storage restore back/linkding-data --dry-run");
        Assert.Contains("scale Deployment back/linkding to 0", plan, StringComparison.Ordinal);
        Assert.Equal(2, (await terminal.Run("homelab-storage restore back/linkding-data </dev/null")).Code);
        var (early, _, none) = await terminal.Run($"{Restore} --at 2020-01-01");
        Assert.True(early == 2 && none.Contains("made at or before 2020-01-01 23:59:59Z; the oldest good one is", StringComparison.Ordinal), none);
        Assert.Equal("1", await home.Field("deployment/linkding", ".spec.replicas"));
        Assert.Equal(3, Rows());

        // Killed after the app was stopped, while data are put in place, and while everything is put back.
        var id = Path.GetFileName(good)[..^".tar.gz".Length];
        foreach (var step in (string[])["wait until no pod", "restore home/back/", "scale Deployment back/linkding back up"])
        {
            await terminal.KilledAt(step, ["restore", "back/linkding-data", "--yes", .. step is "wait until no pod" ? ["--at", id] : Array.Empty<string>()]);
        }

        var done = await terminal.Succeeds(Restore);
        Assert.Contains("going on with restore", done, StringComparison.Ordinal);
        await IsAsItWas(home);
        Assert.Equal(7, Rows());
        var kept = Assert.Single(Directory.GetDirectories(In("data"), ".hs-before-*"));
        Assert.Equal(3, CarriedOut.Sql(Path.Combine(kept, "db.sqlite3"), "select count(*) from bookmark"));
        IsWhole(Path.Combine(kept, "db.sqlite3"));
        Assert.Equal(2, Directory.EnumerateFiles(In("target"), "*.tar.gz", SearchOption.AllDirectories).Count());

        // A copy in which a byte is another changes nothing.
        var bytes = await File.ReadAllBytesAsync(good);
        var broken = (byte[])bytes.Clone();
        broken[broken.Length / 2] ^= 0xff;
        await File.WriteAllBytesAsync(good, broken);
        var (tampered, said, why) = await terminal.Run($"{Restore} --at {id}");
        Assert.True(tampered == 1 && why.Contains("The data is as it was", StringComparison.Ordinal), said + why);
        await IsAsItWas(home);
        Assert.Equal(7, Rows());

        // The way back.
        await terminal.Succeeds($"{Restore} --undo {Path.GetFileName(kept)[".hs-before-".Length..]}");
        await IsAsItWas(home);
        Assert.Equal(3, Rows());
        await power.CancelAsync();
        await kubelet;
    }

    private static string Objects => """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv-back}
        spec:
          storageClassName: local-path
          accessModes: [ReadWriteOnce]
          capacity: {storage: 5Gi}
          local: {path: /opt/back}
          claimRef: {apiVersion: v1, kind: PersistentVolumeClaim, namespace: back, name: linkding-data}
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [one]}]}]}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: linkding-data, annotations: {homelab-storage.io/backup-schedule: "0 3 * * *"}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: local-path, volumeName: pv-back, resources: {requests: {storage: 5Gi}}}
        ---

        """ + Installed.Manifest("linkding.yaml");

    private async Task IsAsItWas(Home home)
    {
        Assert.Equal("1", await home.Field("deployment/linkding", ".spec.replicas"));
        Assert.DoesNotContain("restore-paused", (await home.Must(["get", "deployments,cronjobs", "-o", "json"])).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("restore-plan", (await home.Must(["get", "leases", "-o", "json"])).Output, StringComparison.Ordinal);
        Assert.Contains((await home.Must(["get", "cronjobs", "-o", "jsonpath={.items[*].spec.suspend}"])).Output, (string[])["", "false"]);
        await Eventually.Holds("the app runs again", async () => await AppPods(home) == 1);
        IsWhole(Database);
    }

    private static async Task<int> AppPods(Home home) =>
        JsonNode.Parse((await home.Must(["get", "pods", "-l", "app=linkding", "-o", "json"])).Output)!["items"]!.AsArray().Count;

    private long Rows() => CarriedOut.Sql(Database, "select count(*) from bookmark");

    private static void IsWhole(string file) =>
        Assert.Equal(1, CarriedOut.Sql(file, "select count(*) from pragma_integrity_check where integrity_check = 'ok'"));

    private string In(string volume) => Directory.CreateDirectory(Path.Combine(_folder, volume)).FullName;

    /// <summary>Does what every pod of ours is told, until the power goes.</summary>
    private async Task Kubelet(Home home, CancellationToken power)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (!power.IsCancellationRequested)
        {
            var pods = JsonNode.Parse((await home.Must(["get", "pods", "-l", "homelab-storage.io/role", "-o", "json"])).Output)!["items"]!.AsArray();
            foreach (var pod in pods.Where(p => done.Add((string)p!["metadata"]!["name"]!)))
            {
                var (code, line) = await CarriedOut.Container(pod!["spec"]!["containers"]![0]!, In);
                await Pods.End(home, pod, code, line);
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }
}
