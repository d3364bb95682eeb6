using System.Net;
using System.Net.Security;
using System.Text;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Bodies;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Serving;
using HomelabStorage.Webhook.Sight;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HomelabStorage.TestKit;

/// <summary>The real server on a port of its own, with an empty inventory, and a client that trusts it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Parts _parts;

    private TestServer(WebApplication app, Parts parts, ServerLog log)
    {
        _app = app;
        _parts = parts;
        Log = log;
        Client = Trusting();
    }

    public HttpClient Client { get; }

    /// <summary>What it has logged.</summary>
    public ServerLog Log { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First(u => u.StartsWith("https:", StringComparison.Ordinal)));

    /// <summary>Where metrics are, if anywhere.</summary>
    public Uri Metrics => new(_app.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal)));

    /// <summary>Where the page is, if anywhere.</summary>
    public Uri Page => new(_app.Urls.Last(u => u.StartsWith("http:", StringComparison.Ordinal)));

    /// <summary>How many bytes of bodies it holds now.</summary>
    public long BodiesHeld => _app.Services.GetRequiredService<BodyBudget>().Held;

    /// <summary>Ends when the server has stopped by itself.</summary>
    public Task Stopped => _app.WaitForShutdownAsync();

    public static Task<TestServer> Start(bool metrics = false, TimeSpan drain = default) => Start(null, null, new ServerLimits(), metrics, drain);

    /// <summary>One with a page, and with some known manifests.</summary>
    public static Task<TestServer> WithPage(string manifests = "", bool isListed = true)
    {
        var read = ManifestReader.ReadAll(manifests, "cluster.yaml").Select(Scene.Live).OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        var snapshots = new Snapshots(new Snapshot(Inventory.Of(read), ShippedPolicy.Read()));
        return Start(isListed ? null : new NothingListed(), null, new ServerLimits(), metrics: true, default, snapshots);
    }

    internal static Task<TestServer> Start(ISight sight) => Start(sight, null, new ServerLimits(), metrics: false, default);

    internal static Task<TestServer> Start(ShownCertificate certificate) => Start(null, certificate, new ServerLimits(), metrics: false, default);

    internal static Task<TestServer> Start(ServerLimits limits) => Start(null, null, limits, metrics: true, default);

    public async Task<(HttpStatusCode Status, string Body)> Post(string path, byte[] body, string? contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return (response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>Another client with connections of its own.</summary>
    public HttpClient Trusting() => new(new SocketsHttpHandler
    {
#pragma warning disable CA5359 // The server's certificate is made for this run and signed by nobody.
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
    })
    {
        BaseAddress = Address,
    };

    /// <summary>Does what SIGTERM does.</summary>
    public Task Leave() => ((Departure)_app.Services.GetRequiredService<IHostLifetime>()).Leave();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _parts.Dispose();
    }

    private static async Task<TestServer> Start(
        ISight? sight,
        ShownCertificate? shown,
        ServerLimits limits,
        bool metrics,
        TimeSpan drain,
        Snapshots? paged = null)
    {
        var settings = new ServerSettings
        {
            Address = IPAddress.Loopback,
            Port = 0,
            MetricsPort = metrics ? 0 : null,
            PagePort = paged is null ? null : 0,
            Drain = drain,
        };
        var snapshots = paged ?? new Snapshots(new Snapshot(Inventory.Empty, ShippedPolicy.Read()));
        var certificate = shown ?? new ShownCertificate(TimeProvider.System);
        if (shown is null)
        {
            certificate.Show(ServerCertificate.InMemory(IPAddress.Loopback, TimeProvider.System));
        }

        var log = new ServerLog();
        var seen = sight ?? new FolderSight(snapshots);
        var parts = new Parts
        {
            Settings = settings,
            Snapshots = snapshots,
            Sight = seen,
            Certificate = certificate,
            Readiness = new Readiness(seen, certificate),
            Limits = limits,
            Log = (logging, _) => log.AddTo(logging),
        };
        var app = Server.Build(parts);
        await app.StartAsync();
        return new TestServer(app, parts, log);
    }

    /// <summary>A cluster that was not listed yet.</summary>
    private sealed class NothingListed : ISight
    {
        public string NotYet => "not listed yet";

        public void Admit(Manifest manifest)
        {
        }

        public void Forget(Manifest manifest)
        {
        }

        public ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop) => ValueTask.CompletedTask;
    }
}
