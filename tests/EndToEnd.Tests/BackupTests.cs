using System.Diagnostics;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using SQLitePCL;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// A claim's backups from intent to proof, with the component of backups installed and Kubernetes' own controllers at work. Nobody runs pods here, so what a
/// pod's container is told is done on this machine, with folders in place of its volumes, and what it says at its end is written into the pod.
/// </summary>
public sealed class BackupTests : IAsyncLifetime
{
    private const string Applied = "homelab-storage.io/applied";

    private readonly Cluster _cluster = new() { Controllers = "cronjob,job,garbagecollector,pvc-protection" };
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-volumes").FullName;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task From_intent_to_a_copy_that_counts_and_back()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        await using var installation = await Install("copies");
        var home = await Home.In(_cluster, "copies");
        await home.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        await home.Must(["apply", "-f", "-"], Volume("linkding-data") + Claim("linkding-data", "homelab-storage.io/backup-schedule: \"* * * * *\""));
        var first = await installation.Start("one");

        await Probe(home);

        // The CronJob appears, and is put back when somebody changes it; who suspends it is left to it.
        var job = await CronJob(home, "linkding-data");
        var name = (string)job["metadata"]!["name"]!;
        Assert.Equal("* * * * *", (string?)job["spec"]!["schedule"]);
        await home.Must(["patch", "cronjob", name, "--type=merge", "-p", """{"spec": {"suspend": true, "concurrencyPolicy": "Allow"}}"""]);
        await Eventually.Holds("what was changed by hand is put back", async () => await home.Field($"cronjob/{name}", ".spec.concurrencyPolicy") is "Forbid");
        var digest = await home.Field($"cronjob/{name}", $".metadata.annotations.{Applied.Replace(".", "\\.", StringComparison.Ordinal)}");
        await home.Must(["annotate", "pvc/linkding-data", "homelab-storage.io/backup-keep=5"]);
        await Eventually.Holds(
            "the CronJob follows the intent",
            async () => await home.Field($"cronjob/{name}", $".metadata.annotations.{Applied.Replace(".", "\\.", StringComparison.Ordinal)}") != digest);
        Assert.Equal("true", await home.Field($"cronjob/{name}", ".spec.suspend"));

        // Another server leads, and writes nothing.
        var generation = await home.Field($"cronjob/{name}", ".metadata.generation");
        await first.Kill();
        installation.Service.Remove(first);
        var second = await installation.Start("two");
        await Eventually.Holds("another leads", () => Task.FromResult(second.Log.Contains("became leader", StringComparison.Ordinal)));
        await home.Must(["apply", "-f", "-"], Volume("other-data") + Claim("other-data", "homelab-storage.io/backup-schedule: \"0 3 * * *\"") + App("other"));
        var other = (string)(await CronJob(home, "other-data"))["metadata"]!["name"]!;
        Assert.Equal(generation, await home.Field($"cronjob/{name}", ".metadata.generation"));

        // A run that somebody asks for is followed to its end.
        using (var terminal = new Terminal(_cluster))
        {
            var asked = terminal.Run("homelab-storage backup now copies/other-data");
            var wanted = await Pod(home, other);
            await Pods.End(home, wanted, 0, """{"kind": "BackupResult", "verb": "run", "exit": 0, "message": "stored it"}""");
            var (exit, output, error) = await asked;
            Assert.True(exit == 0, output + error);
            Assert.Contains("stored it", output, StringComparison.Ordinal);

            // Who stops looking is told that it goes on.
            (exit, output, error) = await terminal.Run(
                "homelab-storage backup now copies/other-data > said & run=$!; until grep -q started said; do sleep 0.1; done; kill -TERM $run; wait $run");
            Assert.True(exit == 1, output + error);
            Assert.Contains("the run goes on; 'kubectl -n copies logs -f job/hs-other-data-", error, StringComparison.Ordinal);
        }

        // A run: what the real pod is told, done here. The copy counts, and is named.
        await installation.ApplyWebhooks();
        await home.Must(["patch", "cronjob", name, "--type=merge", "-p", """{"spec": {"suspend": false}}"""]);
        var pod = await Pod(home, name);
        var (code, line) = await Run(pod);
        Assert.True(code == 0, line);
        await Pods.End(home, pod, code, line);
        await Eventually.Holds("the success is written on the CronJob", async () => (await Said(home, name, "last-success")).Length > 0);
        Assert.Equal("consistent", await Said(home, name, "last-consistency"));
        Assert.True(Directory.EnumerateFiles(Path.Combine(_folder, "target"), "*.tar.gz", SearchOption.AllDirectories)
            .Single()
            .Contains(await Said(home, name, "last-archive"), StringComparison.Ordinal));
        await Answers(home, "what ran in time softens the denial", isRefused: false, $"CronJob copies/{name} backs it up every 1m");
        await Answers(home, "what ran once has to run again", isRefused: true, $"CronJob copies/{name} does not count as a backup: its last success, ");

        // What nobody wants any more goes, and so does what the claim owned.
        await home.Must(["annotate", "--overwrite", "pvc/linkding-data", "homelab-storage.io/backup=false"]);
        await Eventually.Holds("the CronJob goes with its intent", async () => (await home.Try(["get", "cronjob", name])).Code != 0);
        await home.Must(["delete", "deployment/other"]);
        await home.Must(["delete", "pvc/other-data", "--wait=false"]);
        await Eventually.Holds("the CronJob goes with its claim", async () => (await home.Try(["get", "cronjob", other])).Code != 0);
        Assert.DoesNotContain("forbidden", second.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_pod_security_standard_forbids_is_said_before_anything_is_made()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 25, $"pod security standards are enforced from Kubernetes 1.25 on; this is 1.{_cluster.Minor}");
        await using var installation = await Install("strict");
        var home = await Home.In(_cluster, "strict");
        await home.Must(["label", "namespace", "strict", "pod-security.kubernetes.io/enforce=restricted"]);
        await home.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        await home.Must(["apply", "-f", "-"], Volume("linkding-data") + Claim("linkding-data", "homelab-storage.io/backup-schedule: \"0 3 * * *\""));
        await installation.Start("one");
        await Eventually.Holds(
            "there is an event on the claim",
            async () => (await home.Must(["get", "events", "-o", "json"])).Output.Contains("BackupObstaclePodSecurity", StringComparison.Ordinal));
        await home.Must(["annotate", "pvc/linkding-data", "homelab-storage.io/backup-target=claim://backups", "homelab-storage.io/backup-run-as=1000:1000"]);
        await Probe(home);
        await CronJob(home, "linkding-data");
    }

    [Fact]
    public async Task A_leader_that_slept_until_another_led_changes_nothing_when_it_wakes_up()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        await using var installation = await Install("asleep");
        var home = await Home.In(_cluster, "asleep");
        await home.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        await home.Must(["apply", "-f", "-"], Volume("linkding-data") + Claim("linkding-data", "homelab-storage.io/backup-schedule: \"0 3 * * *\""));
        var first = await installation.Start("one");
        await Probe(home);
        var name = (string)(await CronJob(home, "linkding-data"))["metadata"]!["name"]!;
        var second = await installation.Start("two");
        Assert.Equal("1", await home.Field($"cronjob/{name}", ".metadata.generation"));
        await first.Sleep();
        await Eventually.Holds("another leads", () => Task.FromResult(second.Log.Contains("became leader", StringComparison.Ordinal)));
        await home.Must(["annotate", "pvc/linkding-data", "homelab-storage.io/backup-keep=5"]);
        await Eventually.Holds("the CronJob follows the intent", async () => await home.Field($"cronjob/{name}", ".metadata.generation") is "2");
        await first.WakeUp();
        await Eventually.Holds("it leads no more", () => Task.FromResult(first.Log.Contains("is no longer leader", StringComparison.Ordinal)));
        await home.Must(["annotate", "--overwrite", "pvc/linkding-data", "homelab-storage.io/backup-keep=6"]);
        await Eventually.Holds("it follows again", async () => await home.Field($"cronjob/{name}", ".metadata.generation") is not "2");
        Assert.Equal("3", await home.Field($"cronjob/{name}", ".metadata.generation"));
        Assert.Contains("\"6\"", (await home.Must(["get", $"cronjob/{name}", "-o", "json"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_API_server_refuses_the_server_is_a_row_of_backups_until_it_does_not()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 24, $"kubectl writes a status from Kubernetes 1.24 on; this is 1.{_cluster.Minor}");
        await using var installation = await Install("few");
        var home = await Home.In(_cluster, "few");
        await home.Must(["create", "quota", "none", "--hard=count/cronjobs.batch=0"]);
        await home.Must([
            "patch", "quota", "none", "--subresource=status", "--type=merge", "-p",
            """{"status": {"hard": {"count/cronjobs.batch": "0"}, "used": {"count/cronjobs.batch": "0"} } }"""]);
        await home.Must(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        await home.Must(["apply", "-f", "-"], Volume("linkding-data") + Claim("linkding-data", "homelab-storage.io/backup-schedule: \"0 3 * * *\""));
        await installation.Start("one");
        using var terminal = new Terminal(_cluster);
        var backups = $"homelab-storage backups --cluster -n few --policy {installation.PolicyFile}";
        var said = string.Empty;
        await Eventually.Holds("the quota is a row", async () =>
        {
            said = (await terminal.Run(backups)).Output;
            return said.Contains("exceeded quota: none", StringComparison.Ordinal);
        });
        Assert.Contains("broken  few/linkding-data", said, StringComparison.Ordinal);
        Assert.Contains("    in the way: CronJob few/hs-linkding-data-", said, StringComparison.Ordinal);
        Assert.Contains("; raise the quota, make an exception in the policy that refuses it, ", said, StringComparison.Ordinal);
        await home.Must(["delete", "quota", "none"]);
        await Probe(home);
        await CronJob(home, "linkding-data");
        await Eventually.Holds("it is over", async () => !(await terminal.Run(backups)).Output.Contains("in the way", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drill_brings_every_copy_back_and_names_those_that_do_not_come()
    {
        Assert.SkipWhen(_cluster.Obstacle is not null, _cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(_cluster.Minor < 21, $"CronJobs are batch/v1 from Kubernetes 1.21 on; this is 1.{_cluster.Minor}");
        await using var installation = await Install("drill", "    verify: \"30 4 * * 0\"\n");
        var home = await Home.In(_cluster, "drill");
        foreach (var app in new[] { "linkding", "other", "apart" })
        {
            var intent = app is "apart" ? "homelab-storage.io/backup: \"false\"" : "homelab-storage.io/backup-schedule: \"0 3 * * *\"";
            await home.Must(["apply", "-f", "-"], Volume($"{app}-data") + Claim($"{app}-data", intent) + App(app));
        }

        await installation.Start("one");
        using var terminal = new Terminal(_cluster);
        using var power = new CancellationTokenSource();
        var kubelet = Kubelet(home, power.Token);
        foreach (var claim in new[] { "linkding-data", "other-data" })
        {
            await CronJob(home, claim);
            var (code, output, error) = await terminal.Run($"homelab-storage backup now drill/{claim}");
            Assert.True(code == 0, output + error);
        }

        // A disk that forgets: a byte of one archive is another.
        var archive = Directory.EnumerateFiles(Path.Combine(_folder, "target"), "*.tar.gz", SearchOption.AllDirectories)
            .Single(file => file.Contains("other-data", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(archive);
        bytes[bytes.Length / 2] ^= 0xff;
        await File.WriteAllBytesAsync(archive, bytes);

        string[] expected = ["drill/apart-data not drilled", "drill/linkding-data good", "drill/other-data failed"];
        var drill = $"homelab-storage drill -n drill --policy {installation.PolicyFile}";
        var (exit, said, complaint) = await terminal.Run($"{drill} --format json");
        Assert.True(exit == 1, said + complaint);
        Assert.Equal(expected, Drilled(said));
        Assert.Contains("1/2 drill/linkding-data: good", complaint, StringComparison.Ordinal);

        // The CronJobs know it from then on, and say it without running again.
        await Eventually.Holds("what the checks said is written down", async () =>
            Drilled((await terminal.Run($"{drill} --last --format json")).Output).SequenceEqual(expected));
        await home.Must(["delete", "deployment", "apart", "other"]);
        await home.Must(["delete", "pvc", "apart-data", "other-data", "--wait=false"]);
        await Eventually.Holds("all that is left comes back", async () => (await terminal.Run($"{drill} --last")).Code == 0);
        await power.CancelAsync();
        await kubelet;

        static string[] Drilled(string report) =>
        [
            .. JsonNode.Parse(report)!["volumes"]!.AsArray().Select(v => $"{v!["volume"]} {v["state"]}").Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Does what every pod of a backup is told, until the power goes.</summary>
    private async Task Kubelet(Home home, CancellationToken power)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (!power.IsCancellationRequested)
        {
            var pods = JsonNode.Parse((await home.Must(["get", "pods", "-l", "homelab-storage.io/role", "-o", "json"])).Output)!["items"]!.AsArray();
            foreach (var pod in pods.Where(p => done.Add((string)p!["metadata"]!["name"]!)))
            {
                var (code, line) = await Run(pod!);
                await Pods.End(home, pod!, code, line);
            }

            await Task.Delay(200, CancellationToken.None);
        }
    }

    /// <summary>An installation with the component of backups, whose policy has a target, and more for the tier without an RPO.</summary>
    private async Task<Installation> Install(string ns, string more = "")
    {
        var installation = await Installation.In(_cluster, ns, kustomization: Repository.Path("tests", "EndToEnd.Tests", "Kustomizations", "backups"));
        await File.WriteAllTextAsync(
            installation.PolicyFile,
            (await File.ReadAllTextAsync(installation.PolicyFile))
                .Replace("  emit: [cronjob]\n", "  emit: [cronjob]\n  target: nfs://10.0.0.9/backups\n", StringComparison.Ordinal)
                .Replace("    rpo: 0s\n", $"    rpo: 0s\n{more}", StringComparison.Ordinal));
        return installation;
    }

    /// <summary>Does what the probe of the namespace's target is told, and says what came of it where a kubelet would.</summary>
    private async Task Probe(Home home)
    {
        var pod = await Labelled(home, "the target is tried", "homelab-storage.io/role=probe");
        var (code, line) = await Run(pod);
        Assert.True(code == 0, line);
        await Pods.End(home, pod, code, line);
    }

    private static string Volume(string name) => $$$"""
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv-{{{name}}} }
        spec:
          storageClassName: local-path
          accessModes: [ReadWriteOnce]
          capacity: {storage: 5Gi}
          local: {path: /opt/{{{name}}} }
          nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [one]}]}]}}
        ---

        """;

    private static string Claim(string name, string annotation) => $$$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: {{{name}}}, annotations: { {{{annotation}}} } }
        spec: {accessModes: [ReadWriteOnce], storageClassName: local-path, volumeName: pv-{{{name}}}, resources: {requests: {storage: 5Gi} } }
        ---

        """;

    private static string App(string name) => Installed.Manifest("linkding.yaml")
        .Replace("{name: linkding}", "{name: " + name + "}", StringComparison.Ordinal)
        .Replace("linkding-data", name + "-data", StringComparison.Ordinal);

    private static async Task<JsonNode> CronJob(Home home, string claim)
    {
        JsonNode? found = null;
        await Eventually.Holds($"there is a CronJob of {claim}", async () =>
        {
            found = JsonNode.Parse((await home.Must(["get", "cronjobs", "-o", "json"])).Output)!["items"]!
                .AsArray()
                .FirstOrDefault(c => (string?)c!["metadata"]!["ownerReferences"]?[0]!["name"] == claim);
            return found is not null;
        });
        return found!;
    }

    private static Task<JsonNode> Pod(Home home, string cronJob) => Labelled(home, "its Job has a pod", $"homelab-storage.io/cronjob={cronJob}");

    private static async Task<JsonNode> Labelled(Home home, string what, string label)
    {
        JsonNode? found = null;
        await Eventually.Holds(what, async () =>
        {
            found = JsonNode.Parse((await home.Must(["get", "pods", "-l", label, "-o", "json"])).Output)!["items"]!
                .AsArray()
                .FirstOrDefault();
            return found is not null;
        });
        return found!;
    }

    /// <summary>Does what the container is told, with a folder in the place of each volume; its exit code, and the line that it ends with.</summary>
    private async Task<(int Code, string Line)> Run(JsonNode pod)
    {
        var container = pod["spec"]!["containers"]![0]!;
        Assert.Equal(["/homelab-storage"], container["command"]!.AsArray().Select(c => (string)c!));
        foreach (var mount in container["volumeMounts"]!.AsArray())
        {
            Directory.CreateDirectory(Path.Combine(_folder, (string)mount!["name"]!));
        }

        if (Directory.Exists(Path.Combine(_folder, "data")))
        {
            Batteries_V2.Init();
            raw.sqlite3_open(Path.Combine(_folder, "data", "db.sqlite3"), out var database);
            using (database)
            {
                Assert.Equal(
                    raw.SQLITE_OK,
                    raw.sqlite3_exec(database, "create table if not exists bookmark (url text); insert into bookmark values ('https://example.org')"));
            }
        }

        var folders = container["volumeMounts"]!
            .AsArray()
            .ToDictionary(m => (string)m!["mountPath"]!, m => Path.Combine(_folder, (string)m!["name"]!), StringComparer.Ordinal);
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll"),
            .. container["args"]!.AsArray().Select(a => (string)a!).Select(a =>
                folders.GetValueOrDefault(a)
                ?? (a.StartsWith("file://", StringComparison.Ordinal) ? $"file://{folders[a["file://".Length..]]}" : a)),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Length > 0 ? output.Trim() : await error);
    }

    private static Task<string> Said(Home home, string cronJob, string record) =>
        home.Field($"cronjob/{cronJob}", $".metadata.annotations.homelab-storage\\.io/{record}");

    /// <summary>What a second app on the claim is told.</summary>
    private static async Task Answers(Home home, string what, bool isRefused, string said)
    {
        var all = new List<string>();
        try
        {
            await Eventually.Holds(what, async () =>
            {
                var (code, _, error) = await home.Try(
                    ["apply", "--dry-run=server", "-f", "-"],
                    Installed.Manifest("linkding.yaml").Replace("{name: linkding}", "{name: second}", StringComparison.Ordinal));
                if (all.LastOrDefault() != error)
                {
                    all.Add(error);
                }

                return code != 0 == isRefused && error.Contains(said, StringComparison.Ordinal);
            });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{what}: {string.Join("\nthen\n", all)}");
        }
    }
}
