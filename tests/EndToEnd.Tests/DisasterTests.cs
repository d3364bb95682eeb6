using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// The disaster table, played: an app, a node, the NAS, the cluster is lost on a real API server, with folders for disks. What is seen then in objects and
/// folders is compared with what <c>what-if --cluster</c> said before.
/// </summary>
public sealed class DisasterTests : IAsyncLifetime
{
    private const string Copies = "/mnt/tank/backups/linkding";

    /// <summary>The apps, each with its claim.</summary>
    private static readonly string[] Apps = ["linkding", "vault", "notes", "store"];

    private readonly Cluster _cluster = new()
    {
        Controllers = "deployment,replicaset,garbagecollector,pvc-protection,pv-protection,persistentvolume-binder",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-disaster").FullName;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_becomes_of_a_home_is_what_was_foreseen()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        using var terminal = new Terminal(_cluster);

        // What is foreseen is asked once, of a home where nothing is wrong; the same home is then lost again and again.
        var foreseen = new Dictionary<(string App, string Row), string>();
        var seen = new Dictionary<(string App, string Row), string>();
        foreach (var row in new[] { "deleted", "n1", "n2", "nas", "cluster" })
        {
            var home = await Home.In(_cluster, $"home-{row}");
            var world = new PlayedHome(home, Path.Combine(_folder, row));
            await world.Build();
            var copied = await MoveIn(home, world);
            foreach (var (app, said) in await Table(terminal, home, row))
            {
                foreseen[(app, row)] = said;
            }

            var states = row is "n1" or "n2" ? await States(terminal, home, row) : [];
            foreach (var (app, isBack) in await Lose(home, world, row))
            {
                var now = isBack ? "runs" : "stops";
                Assert.True(states.GetValueOrDefault(app, now) == now, $"{app} without {row}: {states.GetValueOrDefault(app)} was foreseen, {now} is seen");
                seen[(app, row)] = !isBack ? "somebody" : row is "nas" ? "keeps running" : "restarts by itself";
            }

            await Rebuild(home, world, row);
            foreach (var app in Apps)
            {
                var back = await world.HasData($"{app}-data") ? "nothing is lost"
                    : app is "linkding" && world.Copied(Copies) is { } copy
                        ? $"back to {copy.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}"
                    : "lost: no usable backup";
                seen[(app, row)] += $"; {back}";
                Assert.True(back is "nothing is lost" or "lost: no usable backup" || world.Copied(Copies) == copied, "the copy is the one that was made");
            }
        }

        Assert.Equal(
            foreseen.OrderBy(cell => cell.Key).Select(cell => $"{cell.Key}: {cell.Value}"),
            seen.Where(cell => foreseen.ContainsKey(cell.Key)).OrderBy(cell => cell.Key).Select(cell => $"{cell.Key}: {cell.Value}"));
        Assert.Equal(16, foreseen.Count);
    }

    /// <summary>Applies what is in Git, lets apps write, and one of them be copied.</summary>
    private static async Task<DateTimeOffset> MoveIn(Home home, PlayedHome world)
    {
        Directory.CreateDirectory(world.Share("/mnt/tank/store"));
        Directory.CreateDirectory(world.Share(Copies));
        await home.Must(["apply", "-f", "-"], Git(home.Namespace));
        await world.Settle();
        foreach (var app in Apps)
        {
            Assert.True(await world.Runs(app), app);
        }

        // Of the minute that begins next: a copy from before the claims were made is one of other claims.
        var now = DateTimeOffset.UtcNow.AddMinutes(1);
        var copied = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero);
        await File.WriteAllTextAsync(Path.Combine(world.Share(Copies), copied.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)), "as it was then");
        await world.Write();

        var path = $"/apis/batch/v1/namespaces/{home.Namespace}/cronjobs/copy";
        var job = JsonNode.Parse((await home.Must(["get", "--raw", path])).Output)!;
        job["status"] = new JsonObject { ["lastSuccessfulTime"] = copied.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) };
        await home.Must(["replace", "--raw", $"{path}/status", "-f", "-"], job.ToJsonString());
        return copied;
    }

    /// <summary>The disaster; which apps are back when Kubernetes has done what it can, and nobody else anything.</summary>
    private static async Task<(string App, bool IsBack)[]> Lose(Home home, PlayedHome world, string row)
    {
        switch (row)
        {
            case "deleted" or "cluster":
                await home.Must(["delete", "deployments", "--all", "--wait=false"]);
                await home.Must(["delete", "pvc", "--all", "--wait=false"]);
                break;
            case "nas":
                world.BurnNas();
                break;
            default:
                await world.Burn(row);
                break;
        }

        if (row is "cluster")
        {
            await world.Settle();
            await home.Must(["delete", "cronjobs,pv", "--all", "--wait=false"]);
            foreach (var node in PlayedHome.Nodes)
            {
                await world.Burn(node);
            }
        }

        await world.Settle();
        return [.. await Task.WhenAll(Apps.Select(async app => (app, await world.Runs(app))))];
    }

    /// <summary>What a person does then, but for restoring copies: machines, what is in Git, and volumes that were kept are bound again.</summary>
    private static async Task Rebuild(Home home, PlayedHome world, string row)
    {
        if (row is "deleted" or "cluster")
        {
            await world.Build();
            await home.Try(["patch", "pv", $"store-{home.Namespace}", "--type=json", "-p", """[{"op": "remove", "path": "/spec/claimRef"}]"""]);
            await home.Must(["apply", "-f", "-"], Git(home.Namespace));
            await world.Settle();
        }
        else if (row is "nas")
        {
            Directory.CreateDirectory(world.Share("/mnt/tank/store"));
            await world.Settle();
        }
    }

    /// <summary>What the runbook's table says of a row, by app: of a node's row only the apps whose data are there, or on no single node.</summary>
    private static async Task<(string App, string Said)[]> Table(Terminal terminal, Home home, string row)
    {
        var (code, output, error) = await terminal.Run($"homelab-storage what-if --all --format markdown --cluster -n {home.Namespace}");
        Assert.True(code == 0, error);
        var place = row switch { "deleted" => 3, "nas" => 5, "cluster" => 6, _ => 4 };
        return
        [
            .. output.Split('\n')
                .Where(line => line.StartsWith("| Deployment ", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => (App: cells[1].Split('/')[1], Said: cells[place]))
                .Where(cell => row is not ("n1" or "n2") || (row is "n1") == (cell.App is not "vault"))
                .Select(cell => (cell.App, Who(cell.Said))),
        ];

        // How soon somebody has to be done is what the policy asks, and cannot be seen.
        static string Who(string said) =>
            said.StartsWith("restarts by itself", StringComparison.Ordinal) || said.StartsWith("keeps running", StringComparison.Ordinal)
                ? said
                : "somebody" + said[said.IndexOf("; ", StringComparison.Ordinal)..];
    }

    /// <summary>What is said of every app without a node.</summary>
    private static async Task<Dictionary<string, string>> States(Terminal terminal, Home home, string node)
    {
        var (code, output, error) = await terminal.Run($"homelab-storage what-if --lose-node {node} --format json --cluster -n {home.Namespace}");
        Assert.True(code is 0 or 1, error);
        return JsonNode.Parse(output)!["clusters"]![0]!["apps"]!
            .AsArray()
            .ToDictionary(a => (string)a!["workload"]!["name"]!, a => (string)a!["state"]!, StringComparer.Ordinal);
    }

    private static string Git(string ns) => string.Join(
        "\n---\n",
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: fast}
        provisioner: rancher.io/local-path
        reclaimPolicy: Delete
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: copied}
        provisioner: driver.longhorn.io
        parameters: {numberOfReplicas: '3'}
        reclaimPolicy: Delete
        """,
        $$"""
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: store-{{ns}} }
        spec:
          storageClassName: ""
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          persistentVolumeReclaimPolicy: Retain
          nfs: {server: 10.10.10.20, path: /mnt/tank/store}
        """,
        App("linkding", "sissbruecker/linkding:1", "/etc/linkding/data", "fast", "n1"),
        App("vault", "vaultwarden/server:1", "/data", "fast", "n2"),
        App("notes", "sissbruecker/linkding:1", "/etc/linkding/data", "copied", "n1"),
        App("store", "postgres:17", "/var/lib/postgresql/data", $"\"\", volumeName: store-{ns}", "n1"),
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: copy}
        spec:
          schedule: '17 * * * *'
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: copy
                      image: alpine:3
                      command: [sh, -c, "sqlite3 /data/db.sqlite3 '.backup /nas/db'"]
                      volumeMounts: [{name: data, mountPath: /data}, {name: nas, mountPath: /nas}]
                  volumes:
                    - {name: data, persistentVolumeClaim: {claimName: linkding-data}}
                    - {name: nas, nfs: {server: 10.10.10.20, path: /mnt/tank/backups/linkding}}
        """);

    private static string App(string name, string image, string path, string storageClass, string node) => $$$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: {{{name}}}-data, annotations: {volume.kubernetes.io/selected-node: {{{node}}} } }
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi} }, storageClassName: {{{storageClass}}} }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{{name}}} }
        spec:
          strategy: {type: Recreate}
          selector: {matchLabels: {app: {{{name}}} } }
          template:
            metadata: {labels: {app: {{{name}}} } }
            spec:
              automountServiceAccountToken: false
              containers: [{name: {{{name}}}, image: '{{{image}}}', volumeMounts: [{name: data, mountPath: {{{path}}} }]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: {{{name}}}-data} }]
        """;
}
