using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>A stream of server-side dry runs, each of which the API server asks the webhook about.</summary>
internal sealed class Requests : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _namespace;
    private int _answered;

    public Requests(Cluster cluster, string ns)
    {
        _namespace = ns;
        var handler = new SocketsHttpHandler();
#pragma warning disable CA5359 // The API server's certificate is made for this run and signed by nobody.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        _client = new HttpClient(handler) { BaseAddress = new Uri(cluster.Server) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
    }

    public int Answered => _answered;

    /// <summary>What the API server said of requests that the webhook did not answer.</summary>
    public ConcurrentBag<string> Lost { get; } = [];

    public Task Send(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Send(worker, stop)));

    public void Dispose() => _client.Dispose();

    private async Task Send(int worker, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"load-{worker}-{number}");
            using var body = new StringContent(
                $$"""
                {
                  "apiVersion": "v1",
                  "kind": "PersistentVolumeClaim",
                  "metadata": {"name": "{{name}}"},
                  "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local-path", "resources": {"requests": {"storage": "1Gi"} } }
                }
                """,
                Encoding.UTF8,
                "application/json");
            try
            {
                using var response = await _client.PostAsync(
                    new Uri($"/api/v1/namespaces/{_namespace}/persistentvolumeclaims?dryRun=All", UriKind.Relative),
                    body,
                    CancellationToken.None);
                Interlocked.Increment(ref _answered);
                if (!response.IsSuccessStatusCode)
                {
                    Lost.Add(await response.Content.ReadAsStringAsync(CancellationToken.None));
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                // The API server itself is away; that is another test's question.
                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
        }
    }
}
