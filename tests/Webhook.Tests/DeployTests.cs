using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Observability;
using HomelabStorage.Webhook.Serving;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>What a machine without a cluster and without a container engine can tell of what is deployed.</summary>
public sealed partial class DeployTests
{
    private static readonly string Root = Repository.Path("deploy", "manifests");
    private static readonly string Dockerfile = File.ReadAllText(Repository.Path("Dockerfile"));

    public static TheoryData<string> Overlays =>
        [
            "cert-manager",
            "cert-manager/controller",
            "cert-manager/webhooks",
            "self-managed",
            "self-managed/controller",
            "self-managed/webhooks",
            "flux",
            "components/monitoring",
            "components/pin-policy",
        ];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_overlay_renders(string overlay) => Assert.NotEmpty(Rendered(Path.Combine(Root, overlay)));

    [Fact]
    public void One_server_on_a_single_node_needs_no_disruption_budget_and_closed_is_closed()
    {
        var folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;
        var relative = Path.GetRelativePath(folder, Root);
        File.WriteAllText(
            Path.Combine(folder, "kustomization.yaml"),
            $"resources: [{relative}/self-managed]\ncomponents: [{relative}/components/single-node, {relative}/components/fail-closed]\n");
        var objects = Rendered(folder);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(1, objects.Single(o => Kind(o) is "Deployment").GetProperty("spec").GetProperty("replicas").GetInt32());
        Assert.DoesNotContain(objects, o => Kind(o) is "PodDisruptionBudget");
        var closed = objects
            .Single(o => Kind(o) is "ValidatingWebhookConfiguration")
            .GetProperty("webhooks")
            .EnumerateArray()
            .ToLookup(w => w.GetProperty("failurePolicy").GetString(), w => w.GetProperty("name").GetString());
        Assert.Equal(("validate.homelab-storage.io", "volumes.homelab-storage.io"), (Assert.Single(closed["Fail"]), Assert.Single(closed["Ignore"])));
    }

    [Theory]
    [InlineData("self-managed/controller")]
    [InlineData("cert-manager/controller")]
    public void The_server_is_started_with_settings_it_knows(string overlay)
    {
        var container = Rendered(Path.Combine(Root, overlay))
            .Single(o => Kind(o) is "Deployment")
            .GetProperty("spec")
            .GetProperty("template")
            .GetProperty("spec")
            .GetProperty("containers")[0];
        string[] arguments = [.. container.GetProperty("args").EnumerateArray().Select(a => a.GetString()!)];
        Assert.Equal("serve", arguments[0]);
        var flags = arguments[1..]
            .Select(a => a.Split('='))
            .ToDictionary(a => Setting.All.Single(s => string.Equals(s.Flag, a[0], StringComparison.Ordinal)).Name, a => (string?)a[1], StringComparer.Ordinal);
        Assert.Empty(ServerSettings.From(flags).Complaints);
        var grace = ServerSettings.From(flags).Drain + TimeSpan.FromSeconds(10);
        Assert.True(grace < TimeSpan.FromSeconds(45), "the grace period of the pod is shorter than draining and ending take");
    }

    [Fact]
    public void Heap_code_and_connections_fit_into_the_memory_of_the_pod()
    {
        var container = Document("base/controller/deployment.yaml")
            .GetProperty("spec")
            .GetProperty("template")
            .GetProperty("spec")
            .GetProperty("containers")[0];
        Assert.Equal("256Mi", container.GetProperty("resources").GetProperty("limits").GetProperty("memory").GetString());
        const long Memory = 256 * 1024 * 1024;
        const long CodeAndBuffers = 45 * 1024 * 1024;
        var percent = Convert.ToInt32(
            container
                .GetProperty("env")
                .EnumerateArray()
                .Single(e => e.GetProperty("name").ValueEquals("DOTNET_GCHeapHardLimitPercent"))
                .GetProperty("value")
                .GetString(),
            16);
        var (heap, limits) = (Memory * percent / 100, new ServerLimits());
        Assert.True(heap + CodeAndBuffers + ((long)limits.Connections * ServerLimits.OutsideOfHeap) <= Memory);
        Assert.True(limits.SmallBodies + limits.LargeBodies + limits.LargestBody <= heap / 2);
    }

    [Fact]
    public void The_pod_is_clean_under_the_restricted_standard()
    {
        var pod = Document("base/controller/deployment.yaml").GetProperty("spec").GetProperty("template").GetProperty("spec");
        Assert.True(pod.GetProperty("securityContext").GetProperty("runAsNonRoot").GetBoolean());
        Assert.Equal("RuntimeDefault", pod.GetProperty("securityContext").GetProperty("seccompProfile").GetProperty("type").GetString());
        var container = pod.GetProperty("containers")[0].GetProperty("securityContext");
        Assert.False(container.GetProperty("allowPrivilegeEscalation").GetBoolean());
        Assert.True(container.GetProperty("readOnlyRootFilesystem").GetBoolean());
        Assert.Equal("ALL", container.GetProperty("capabilities").GetProperty("drop")[0].GetString());
        Assert.Equal(
            "restricted",
            Document("base/controller/namespace.yaml")
                .GetProperty("metadata")
                .GetProperty("labels")
                .GetProperty("pod-security.kubernetes.io/enforce")
                .GetString());
    }

    [Fact]
    public void Webhooks_are_narrow_and_a_cluster_comes_up_without_them()
    {
        foreach (var webhook in Documents("base/webhooks/configurations.yaml").SelectMany(c => c.GetProperty("webhooks").EnumerateArray()))
        {
            var name = webhook.GetProperty("name").GetString();
            Assert.Equal("None", webhook.GetProperty("sideEffects").GetString());
            Assert.InRange(webhook.GetProperty("timeoutSeconds").GetInt32(), 3, 5);
            Assert.Equal(name is "pin.homelab-storage.io" ? "Fail" : "Ignore", webhook.GetProperty("failurePolicy").GetString());
            var condition = Assert.Single(webhook.GetProperty("matchConditions").EnumerateArray()).GetProperty("expression").GetString()!;
            Assert.DoesNotContain(webhook.GetProperty("rules").EnumerateArray(), r => r.GetRawText().Contains('*', StringComparison.Ordinal));
            Assert.All(
                webhook
                    .GetProperty("rules")
                    .EnumerateArray()
                    .SelectMany(r => r.GetProperty("resources").EnumerateArray())
                    .Select(r => r.GetString()!.Split('/'))
                    .Where(r => r.Length > 1),
                r => Assert.True(r[1] is "scale" or "ephemeralcontainers", r[1]));
            if (name is "pin.homelab-storage.io" or "record.homelab-storage.io")
            {
                // What was chosen once is kept wherever the claim is; the conditions let nothing else through.
                Assert.False(webhook.TryGetProperty("namespaceSelector", out _));
                Assert.Contains(PinPolicy.WasChosen, condition, StringComparison.Ordinal);
                continue;
            }

            var alone = webhook
                .GetProperty("namespaceSelector")
                .GetProperty("matchExpressions")
                .EnumerateArray()
                .Single(e => e.GetProperty("operator").ValueEquals("NotIn"))
                .GetProperty("values")
                .EnumerateArray()
                .Select(v => v.GetString());
            Assert.Superset(
                new HashSet<string?>(StringComparer.Ordinal) { "kube-system", "homelab-storage", "cert-manager", "flux-system", "longhorn-system" },
                alone.ToHashSet(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Alerts_and_dashboard_ask_for_metrics_that_there_are()
    {
        using var parts = Parts.Of(
            new ServerSettings { Address = System.Net.IPAddress.Loopback, Port = 0 },
            new Admission.Snapshots(Some.Snapshot()),
            new Certificates.ShownCertificate(TimeProvider.System));
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => names.UnionWith(ReferenceEquals(instrument.Meter, parts.Meter) ? Prometheus(instrument) : []),
        };
        listener.Start();
        _ = new AdmissionMeter(parts.Meter);
        _ = new PolicyMeter(parts.Meter, parts.Snapshots, TimeProvider.System);
        _ = new AuditMeter(parts.Meter);
        _ = new WatchMeter(parts.Meter);
        _ = new BackupMeter(parts.Meter);
        using var refusals = new Refusals(parts.Meter, parts.Time, NullLogger.Instance);
        using var budget = new Bodies.BodyBudget(parts.Limits, parts.Time);
        ServerMeter.AddTo(parts.Meter, parts.Certificate, parts.Sight, new Connections.OpenConnections(1, refusals, parts.Time), budget);
        var asked = OurMetric()
            .Matches(Text("components/monitoring/rules.yaml") + Text("components/monitoring/homelab-storage.json"))
            .Select(m => m.Value)
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(names, StringComparer.Ordinal));
    }

    [Fact]
    public void CronJobs_of_backups_run_the_image_that_serves()
    {
        var served = Text("base/controller/deployment.yaml").Split('\n').Single(l => l.Contains(" image: ", StringComparison.Ordinal)).Split("image: ")[1];
        Assert.Contains(
            $"{{name: HOMELAB_STORAGE_BACKUPIMAGE, value: \"{served}\"}}\n",
            Text("components/backups/kustomization.yaml"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_is_pinned_rootless_and_asks_itself_how_it_is()
    {
        var from = From().Matches(Dockerfile).Select(m => m.Groups[1].Value).ToArray();
        Assert.All(from, image => Assert.Matches("^mcr\\.microsoft\\.com/dotnet/[a-z-]+:10\\.0-noble", image));
        Assert.EndsWith("-chiseled", from[^1], StringComparison.Ordinal);
        Assert.Contains("\nUSER 65532:65532\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("CMD [\"/homelab-storage\", \"health\"]", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("\nENTRYPOINT [\"/homelab-storage\"]", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_image_copies_is_there_and_every_project_is_restored()
    {
        foreach (var path in Copied()
            .Matches(Dockerfile)
            .Where(m => !m.Value.Contains("--from", StringComparison.Ordinal))
            .SelectMany(m => m.Groups[1].Value.Split(' ')[..^1]))
        {
            Assert.True(File.Exists(Repository.Path(path)) || Directory.Exists(Repository.Path(path)), $"the Dockerfile copies {path}, which is not there");
        }

        Assert.All(
            Directory.GetDirectories(Repository.Path("src")).Select(Path.GetFileName),
            project => Assert.Contains($"src/{project}/{project}.csproj", Dockerfile, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Prometheus(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => string.Empty,
        };
        return instrument switch
        {
            Counter<long> => [name + "_total"],
            Histogram<double> => [name + "_bucket", name + "_sum", name + "_count"],
            _ => [name],
        };
    }

    private static JsonElement[] Rendered(string folder)
    {
        using var kubectl = Started(folder);
        Assert.SkipWhen(kubectl is null, "there is no kubectl to render with");
        var output = kubectl!.StandardOutput.ReadToEnd();
        var error = kubectl.StandardError.ReadToEnd();
        kubectl.WaitForExit();
        Assert.True(kubectl.ExitCode == 0, error);
        return [.. YamlReader.Read(output, folder).Cast<YamlDocument.Readable>().Select(d => d.Root)];
    }

    private static Process? Started(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<JsonElement> Documents(string file) => YamlReader.Read(Text(file), file).Cast<YamlDocument.Readable>().Select(d => d.Root);

    private static JsonElement Document(string file) => Documents(file).Single();

    private static string? Kind(JsonElement root) => root.GetProperty("kind").GetString();

    [GeneratedRegex("homelab_storage_[a-z_]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurMetric();

    [GeneratedRegex("^FROM (?:--\\S+ )?(\\S+)", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex From();

    [GeneratedRegex("^COPY (.+)$", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Copied();
}
