using System.Net;
using System.Net.Security;
using System.Text;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Serving;
using Microsoft.AspNetCore.Builder;

namespace HomelabStorage.TestKit;

/// <summary>The real server on a port of its own, with an empty inventory, and a client that trusts it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Parts _parts;

    private TestServer(WebApplication app, Parts parts)
    {
        _app = app;
        _parts = parts;
        Client = new HttpClient(new SocketsHttpHandler
        {
#pragma warning disable CA5359 // The server's certificate is made for this run and signed by nobody.
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
        })
        {
            BaseAddress = new Uri(app.Urls.First()),
        };
    }

    public HttpClient Client { get; }

    public static async Task<TestServer> Start()
    {
        var settings = new ServerSettings { Address = IPAddress.Loopback, Port = 0 };
        var snapshots = new Snapshots(new Snapshot(Inventory.Empty, ShippedPolicy.Read()));
        var certificate = new ShownCertificate(TimeProvider.System);
        certificate.Show(ServerCertificate.InMemory(IPAddress.Loopback, TimeProvider.System));
        var parts = Parts.Of(settings, snapshots, certificate);
        var app = Server.Build(parts);
        await app.StartAsync();
        return new TestServer(app, parts);
    }

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

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _parts.Dispose();
    }
}
