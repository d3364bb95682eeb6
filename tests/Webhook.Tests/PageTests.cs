using System.Net;
using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>The page that the server shows of what is known: off unless asked for, on a port of its own, to be read only.</summary>
public sealed class PageTests
{
    private static readonly Uri Root = new("/", UriKind.Relative);
    private static readonly Uri Summary = new("/summary.json", UriKind.Relative);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_that_of_an_audit_of_the_cluster()
    {
        await using var server = await TestServer.WithPage(LargeHousehold.Of(9));
        using var client = new HttpClient { BaseAddress = server.Page };
        using var answer = await client.GetAsync(Root, Stop);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Contains("linkding-1", page, StringComparison.Ordinal);
        Assert.Contains("<section id=\"disaster\"", page, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy", page, StringComparison.Ordinal);
        Assert.Matches(@" · read \d{4}-\d\d-\d\d \d\d:\d\dZ", page);
    }

    [Fact]
    public async Task The_summary_has_the_fields_that_dashboards_read()
    {
        await using var server = await TestServer.WithPage(LargeHousehold.Of(9));
        using var client = new HttpClient { BaseAddress = server.Page };
        using var summary = JsonDocument.Parse(await client.GetStringAsync(Summary, Stop));
        Assert.Equal(
            ["status", "deny", "warn", "unknown", "fine", "withoutBackup", "auditedAt", "items"],
            summary.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("deny", summary.RootElement.GetProperty("status").GetString());
        Assert.True(summary.RootElement.GetProperty("auditedAt").TryGetDateTimeOffset(out _));
        var items = summary.RootElement.GetProperty("items");
        Assert.Equal(["name", "label", "rule", "message", "url"], items[0].EnumerateObject().Select(field => field.Name));
        Assert.Equal("deny", items[0].GetProperty("label").GetString());
        Assert.InRange(items.GetArrayLength(), 1, 50);
    }

    [Fact]
    public async Task An_empty_cluster_is_fine()
    {
        await using var server = await TestServer.WithPage();
        using var client = new HttpClient { BaseAddress = server.Page };
        Assert.StartsWith("""{"status":"ok","deny":0,"warn":0""", await client.GetStringAsync(Summary, Stop), StringComparison.Ordinal);
        Assert.Contains("No known app keeps anything on a volume", await client.GetStringAsync(Root, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_is_made_once_for_all_who_ask()
    {
        await using var server = await TestServer.WithPage(LargeHousehold.Of(9));
        using var client = new HttpClient { BaseAddress = server.Page };
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetStringAsync(Summary, Stop)));
        Assert.Single(pages.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_said_of_a_cluster_that_is_not_listed_yet()
    {
        await using var server = await TestServer.WithPage(LargeHousehold.Of(9), isListed: false);
        using var client = new HttpClient { BaseAddress = server.Page };
        using var answer = await client.GetAsync(Root, Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/", "localhost", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/summary.json", "localhost", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/validate", "localhost", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/metrics", "localhost", HttpStatusCode.NotFound)]
    [InlineData("GET", "/readyz", "localhost", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", "stranger.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "/", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("HEAD", "/", "[::1]", HttpStatusCode.OK)]
    public async Task The_port_is_for_reading_the_page_and_nothing_else(string method, string path, string host, HttpStatusCode expected)
    {
        await using var server = await TestServer.WithPage(LargeHousehold.Of(1));
        using var client = new HttpClient { BaseAddress = server.Page };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Host = host } };
        using var answer = await client.SendAsync(request, Stop);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_other_ports_have_no_page()
    {
        await using var server = await TestServer.WithPage(LargeHousehold.Of(1));
        using var secure = await server.Client.GetAsync(Root, Stop);
        Assert.Equal(HttpStatusCode.NotFound, secure.StatusCode);
        using var plain = new HttpClient { BaseAddress = server.Metrics };
        using var metrics = await plain.GetAsync(Summary, Stop);
        Assert.Equal(HttpStatusCode.NotFound, metrics.StatusCode);
    }

    [Fact]
    public async Task Without_a_port_there_is_no_page()
    {
        await using var server = await TestServer.Start();
        using var answer = await server.Client.GetAsync(Summary, Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
