using System.Globalization;
using System.Net;
using System.Text;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Serving;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The webhook, running and registered for one namespace, so that tests do not see each other's.</summary>
internal sealed class Installed : Home, IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly ServerCertificate _certificate = ServerCertificate.InMemory(IPAddress.Loopback, TimeProvider.System);
    private readonly int _port = FreePort.Next();
    private readonly Snapshots _snapshots;
    private WebApplication? _app;
    private Parts? _parts;

    private Installed(Cluster cluster, string ns, StoragePolicy policy)
        : base(cluster, ns)
    {
        _cluster = cluster;
        var classes = ManifestReader.ReadAll(Manifest("classes.yaml"), "classes.yaml").OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        _snapshots = new Snapshots(new Snapshot(Inventory.Of(classes), policy));
    }

    /// <summary>Starts the webhook for a namespace of its own, with known classes.</summary>
    public static async Task<Installed> In(Cluster cluster, string ns, Func<string, string>? change = null, string failurePolicy = "Ignore")
    {
        Assert.SkipWhen(cluster.Obstacle is not null, cluster.Obstacle ?? string.Empty);
        var policy = PolicyFile.Read((change ?? (text => text))(ShippedPolicy.Text), "policies.yaml") is PolicyReading.Valid valid
            ? valid.Policy
            : throw new InvalidOperationException("the test's policy is not valid");
        var installed = new Installed(cluster, ns, policy);
        await installed.Start();
        await installed.Must(["create", "namespace", ns]);
        await installed.Must(["label", "namespace", ns, $"homelab-storage-e2e={ns}"]);
        await installed.Must(["apply", "--validate=false", "-f", "-"], installed.Configuration(failurePolicy));
        await Eventually.Holds("the webhook is asked", async () =>
        {
            // An API server learns of a configuration a moment after it was stored.
            var (_, _, error) = await Kubectl.Run(cluster, ["-n", ns, "apply", "--dry-run=server", "-f", "-"], Manifest("probe.yaml"));
            return error.Contains("storage-class-not-found", StringComparison.Ordinal);
        });
        return installed;
    }

    private ServerLog Log { get; } = new();

    public static string Manifest(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Manifests", name));

    public async Task Start()
    {
        var settings = new ServerSettings { Address = IPAddress.Loopback, Port = _port, BackupImage = "homelab-storage" };
        var shown = new ShownCertificate(TimeProvider.System);
        shown.Show(_certificate);
        _parts = Parts.Of(settings, _snapshots, shown) with { Log = (logging, _) => Log.AddTo(logging) };
        _app = Server.Build(_parts);
        await _app.StartAsync();
    }

    public async Task Stop()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
            _parts?.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kubectl.Run(_cluster, ["delete", "mutatingwebhookconfiguration,validatingwebhookconfiguration", Namespace, "--ignore-not-found"]);
        await Stop();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private string Configuration(string failurePolicy)
    {
        var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(_certificate.Pem));
        return Manifest("webhooks.yaml")
            .Replace("NAME", Namespace, StringComparison.Ordinal)
            .Replace("POLICY", failurePolicy, StringComparison.Ordinal)
            .Replace("PORT", _port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("BUNDLE", bundle, StringComparison.Ordinal);
    }
}
