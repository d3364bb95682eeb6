using System.Net;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class DepartureTests
{
    [Fact]
    public async Task Leaving_fails_readiness_at_once_and_serves_on()
    {
        await using var server = await TestServer.Start(drain: TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await Status(server, "readyz"));
        _ = server.Leave();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(server, "readyz"));
        Assert.Equal(HttpStatusCode.OK, await Status(server, "healthz"));
        var (status, _) = await server.Post(
            "/validate",
            await File.ReadAllBytesAsync(Repository.Path("benchmarks", "Data", "three-volumes.json"), TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task When_it_has_served_on_long_enough_it_stops()
    {
        await using var server = await TestServer.Start(drain: TimeSpan.FromMilliseconds(100));
        Assert.Equal(HttpStatusCode.OK, await Status(server, "readyz"));
        await server.Leave();
        await server.Stopped.WaitAsync(Eventually.Longest, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<HttpRequestException>(() => Status(server, "healthz"));
    }

    [Fact]
    public async Task Connections_are_closed_while_leaving_so_that_they_go_elsewhere()
    {
        await using var server = await TestServer.Start(drain: TimeSpan.FromMinutes(1));
        _ = server.Leave();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("healthz", UriKind.Relative))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.Headers.ConnectionClose);
    }

    [Fact]
    public async Task Asked_twice_it_leaves_at_once()
    {
        await using var server = await TestServer.Start(drain: TimeSpan.FromHours(1));
        _ = server.Leave();
        await server.Leave();
        await server.Stopped.WaitAsync(Eventually.Longest, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> Status(TestServer server, string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
