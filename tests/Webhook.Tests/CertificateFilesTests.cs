using System.Diagnostics;
using System.Net;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Files;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ShownCertificate _shown;
    private readonly CertificateFiles _files;

    public CertificateFilesTests()
    {
        _shown = new ShownCertificate(_time);
        _files = new CertificateFiles(
            Path.Combine(_folder, "..data", "tls.crt"),
            Path.Combine(_folder, "..data", "tls.key"),
            _shown,
            _time,
            NullLogger.Instance);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_swap_of_links_as_the_kubelet_does_it_is_seen()
    {
        Mount(Pem.Make("one"));
        Assert.Empty(_files.Load());
        var first = _shown.Current;
        Assert.Empty(_files.Load());
        Assert.Same(first, _shown.Current);
        Mount(Pem.Make("two"));
        Assert.Empty(_files.Load());
        Assert.NotSame(first, _shown.Current);
    }

    [Fact]
    public void A_pair_that_does_not_fit_is_refused_and_the_old_one_stays()
    {
        Mount(Pem.Make("one"));
        _files.Load();
        var first = _shown.Current;
        Mount((Pem.Make("two").Certificate, Pem.Make("three").Key));
        Assert.Contains("cannot be used", _files.Load(), StringComparison.Ordinal);
        Mount(("no certificate", "no key"));
        Assert.Contains("cannot be used", _files.Load(), StringComparison.Ordinal);
        Mount(Pem.Make("old", days: -1));
        Assert.Contains("expired on", _files.Load(), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_folder, "..data"));
        Assert.Contains("cannot be used", _files.Load(), StringComparison.Ordinal);
        Assert.Same(first, _shown.Current);
        Assert.Empty(_shown.Obstacle);
    }

    [Fact]
    public void A_certificate_that_has_expired_is_no_reason_to_be_ready()
    {
        Assert.Equal("there is no certificate yet", _shown.Obstacle);
        Mount(Pem.Make("one", days: 1));
        _files.Load();
        _time.Advance(TimeSpan.FromDays(2));
        Assert.StartsWith("the certificate expired on", _shown.Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_there_is_a_certificate_the_server_lives_and_is_not_ready()
    {
        _shown.ShowMeanwhile(ServerCertificate.InMemory(IPAddress.Loopback, _time));
        Assert.Equal("there is no certificate yet", _shown.Obstacle);
        await using var server = await TestServer.Start(_shown);
        using var lives = await server.Client.GetAsync(new Uri("healthz", UriKind.Relative), TestContext.Current.CancellationToken);
        using var ready = await server.Client.GetAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (lives.StatusCode, ready.StatusCode));
    }

    [Fact]
    public async Task A_new_certificate_is_shown_to_new_connections_and_no_request_is_lost()
    {
        Mount(Pem.Make("one"));
        _files.Load();
        await using var server = await TestServer.Start(_shown);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = _files.Run(stop.Token);
        var failed = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var asking = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    using var handler = new SocketsHttpHandler();
                    handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => names.Add(certificate!.Subject) | true;
                    using var client = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };
                    using var response = await client.GetAsync(new Uri("healthz", UriKind.Relative));
                    failed += response.StatusCode == HttpStatusCode.OK ? 0 : 1;
                    if (names.Contains("CN=two"))
                    {
                        await stop.CancelAsync();
                    }
                }
            },
            TestContext.Current.CancellationToken);
        Mount(Pem.Make("two"));
        await Eventually.Holds(
            "the new certificate is shown",
            () =>
            {
                _time.Advance(FileWatch.Recheck);
                return stop.IsCancellationRequested;
            },
            TestContext.Current.CancellationToken);

        await asking;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        Assert.Equal(0, failed);
        Assert.Contains("CN=two", names);
    }

    /// <summary>A folder with a new name, and a link that is put in the old one's place.</summary>
    private void Mount((string Certificate, string Key) pair)
    {
        var folder = Path.Combine(_folder, $"..{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tls.crt"), pair.Certificate);
        File.WriteAllText(Path.Combine(folder, "tls.key"), pair.Key);
        var link = Path.Combine(_folder, "..data_tmp");
        File.CreateSymbolicLink(link, folder);
        using var mv = Process.Start("mv", ["-T", link, Path.Combine(_folder, "..data")]); // rename(2), which .NET has not for links to folders
        mv.WaitForExit();
        Assert.Equal(0, mv.ExitCode);
    }
}
