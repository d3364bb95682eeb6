using System.Net;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class MetricsTests
{
    private static readonly string[] Names =
    [
        "homelab_storage_admission_requests_total{dry_run=\"true\",operation=\"CREATE\",outcome=\"allowed\",resource=\"Deployment\",webhook=\"validate\"} 1",
        "homelab_storage_admission_requests_total{dry_run=\"\",operation=\"\",outcome=\"refused\",resource=\"\",webhook=\"mutate\"} 1",
        "homelab_storage_admission_duration_seconds_bucket{webhook=\"validate\",le=\"0.005\"}",
        "homelab_storage_certificate_expiry_timestamp_seconds",
        "homelab_storage_cache_synced",
    ];

    [Fact]
    public async Task They_are_on_their_own_port_and_nothing_else_is()
    {
        await using var server = await TestServer.Start(metrics: true);
        await server.Post(
            "/validate",
            await File.ReadAllBytesAsync(Repository.Path("benchmarks", "Data", "three-volumes.json"), TestContext.Current.CancellationToken));
        await server.Post("/mutate", "{}"u8.ToArray());
        using var plain = new HttpClient { BaseAddress = server.Metrics };
        var text = string.Empty;
        using var limit = new CancellationTokenSource(Eventually.Longest);
        while (!limit.IsCancellationRequested && !Names.All(name => text.Contains(name, StringComparison.Ordinal)))
        {
            // An answer is counted a moment after it was sent.
            text = await plain.GetStringAsync(new Uri("metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        }

        Assert.All(Names, name => Assert.Contains(name, text, StringComparison.Ordinal));
        using var validate = await plain.PostAsync(new Uri("validate", UriKind.Relative), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, validate.StatusCode);
        using var secure = await server.Client.GetAsync(new Uri("metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, secure.StatusCode);
    }
}
