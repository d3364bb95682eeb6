using System.Net;
using System.Text;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Serving;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>What strangers hold open does not keep an honest review from its answer.</summary>
public sealed class StrangerTests
{
    private const string Slow = "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    /// <summary>Nothing ends of itself while such a test runs.</summary>
    private static readonly ServerLimits Patient = new() { Patience = TimeSpan.FromHours(1) };

    /// <summary>Long enough for a handshake on a busy machine, which has as much time as the rest.</summary>
    private static readonly ServerLimits Impatient = new() { Patience = TimeSpan.FromMilliseconds(1500) };

    public static TheoryData<string, string> Openings => new()
    {
        { "a slow body", $"{Slow}Content-Length: 16777216\r\n\r\n{new string(' ', 300)}" },
        { "a slow body of no length", $"{Slow}Transfer-Encoding: chunked\r\n\r\n12c\r\n{new string(' ', 300)}\r\n" },
        { "a body that never begins", $"{Slow}Content-Length: 300\r\n\r\n" },
        { "slow headers", Slow },
        { "a slow line", "POST /val" },
    };

    [Theory]
    [MemberData(nameof(Openings))]
    public async Task Ten_that_are_slow_keep_nobody_waiting(string what, string sent)
    {
        await using var server = await TestServer.Start(Patient);
        await using var strangers = await Strangers.Come(10, () => Stranger.Connect(server.Address, sent));
        await IsAnswered(server);
        Assert.True(strangers.AreAllLeftAlone, $"{what} was closed before the review was answered");
    }

    [Fact]
    public async Task A_thousand_idle_connections_and_ten_slow_ones_keep_nobody_waiting()
    {
        await using var server = await TestServer.Start(Patient);
        await using var idle = await Strangers.Come(900, () => Stranger.Connect(server.Address));
        await using var half = await Strangers.Come(100, () => Stranger.HalfShake(server.Address));
        await using var slow = await Strangers.Come(
            10,
            () => Stranger.Connect(server.Address, $"{Slow}Content-Length: 16777216\r\n\r\n{new string(' ', 300)}"));
        await IsAnswered(server);
        Assert.True(idle.AreAllLeftAlone && half.AreAllLeftAlone && slow.AreAllLeftAlone, "a connection was closed before the review was answered");
    }

    [Fact]
    public async Task Slow_streams_keep_nobody_waiting()
    {
        await using var server = await TestServer.Start(Patient);
        await using var streams = new SlowStreams(server);
        await streams.Begin(connections: 10, perConnection: Patient.Streams, length: 300);
        await IsAnswered(server, HttpVersion.Version20);
        await IsAnswered(server, HttpVersion.Version11);
        Assert.Equal(10 * Patient.Streams, streams.StillOpen);
    }

    [Fact]
    public async Task Slow_small_bodies_beyond_their_share_give_way()
    {
        await using var server = await TestServer.Start(Patient with { SmallBodies = 128 * 1024 });
        await using var strangers = await Strangers.Come(
            100,
            () => Stranger.Connect(server.Address, $"{Slow}Content-Length: 4000\r\n\r\n{new string(' ', 3000)}"));
        await IsAnswered(server);
        Assert.All(await strangers.First(100 - 32), text => Assert.StartsWith("HTTP/1.1 503 ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Large_bodies_give_way_when_they_are_slow_and_small_ones_never_mind_them()
    {
        await using var server = await TestServer.Start(Patient with
        {
            LargeBodies = 1024 * 1024,
            LargestBody = 1024 * 1024,
            SlowBody = TimeSpan.FromHours(1),
        });
        await using var slow = await Stranger.Connect(server.Address, $"{Slow}Content-Length: 1000000\r\n\r\n");
        await slow.Send(new string(' ', 900_000));
        await Holds(server, held => held >= 900_000);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.Post("/validate", Large(300_000))).Status);
        await IsAnswered(server);
        Assert.True(slow.IsLeftAlone);
        Assert.Contains(
            "requests were refused in the last minute",
            await server.Client.GetStringAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        await using var quicker = await TestServer.Start(Patient with { LargeBodies = 1024 * 1024, LargestBody = 1024 * 1024, SlowBody = TimeSpan.Zero });
        await using var slower = await Stranger.Connect(quicker.Address, $"{Slow}Content-Length: 1000000\r\n\r\n");
        await slower.Send(new string(' ', 900_000));
        await Holds(quicker, held => held >= 900_000);
        Assert.Equal(HttpStatusCode.OK, (await quicker.Post("/validate", Large(300_000))).Status);
        Assert.StartsWith("HTTP/1.1 503 ", await slower.First, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_honest_large_review_is_answered_though_many_come_at_once()
    {
        await using var server = await TestServer.Start(new ServerLimits());
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.Post("/validate", Large(3 * 1024 * 1024))));
        Assert.All(all, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Theory]
    [MemberData(nameof(Openings))]
    public async Task What_takes_longer_than_an_API_server_waits_is_ended(string what, string sent)
    {
        await using var server = await TestServer.Start(Impatient);
        await using var stranger = await Stranger.Connect(server.Address, sent);
        Assert.StartsWith("HTTP/1.1 408 ", await stranger.First, StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task A_handshake_that_is_not_finished_is_ended()
    {
        await using var server = await TestServer.Start(Impatient);
        await using var stranger = await Stranger.HalfShake(server.Address);
        Assert.Empty(await stranger.Heard);
    }

    [Fact]
    public async Task Slow_streams_are_ended()
    {
        await using var server = await TestServer.Start(Impatient);
        await using var streams = new SlowStreams(server);
        await streams.Begin(connections: 1, perConnection: 3, length: 300);
        Assert.All(await streams.Answers(), status => Assert.Equal(HttpStatusCode.RequestTimeout, status));
    }

    [Fact]
    public async Task At_the_limit_the_oldest_connection_that_never_asked_is_closed()
    {
        await using var server = await TestServer.Start(Patient with { Connections = 7 });
        await using var honest = await Stranger.Connect(server.Address, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Contains(" 200 ", await honest.First, StringComparison.Ordinal);
        await using var shaken = await Strangers.Come(3, () => Stranger.Connect(server.Address));
        await using var half = await Strangers.Come(3, () => Stranger.HalfShake(server.Address));
        Assert.True(shaken.AreAllLeftAlone);
        await using var more = await Strangers.Come(3, () => Stranger.HalfShake(server.Address));
        await shaken.AllClosed();
        Assert.True(half.AreAllLeftAlone && more.AreAllLeftAlone);
        await using var flood = await Strangers.Come(50, () => Stranger.HalfShake(server.Address));
        await half.AllClosed();
        await more.AllClosed();

        Assert.True(honest.IsOpen);
        await IsAnswered(server);
        using var newcomer = server.Trusting();
        Assert.StartsWith(
            "ready; connections were closed",
            await newcomer.GetStringAsync(new Uri("readyz", UriKind.Relative), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        using var plain = new HttpClient { BaseAddress = server.Metrics };
        Assert.Matches(
            "homelab_storage_connections_closed_total[^ ]* [1-9]",
            await plain.GetStringAsync(new Uri("metrics", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_goes_away_in_the_middle_leaves_nothing_behind()
    {
        await using var server = await TestServer.Start(Patient);
        await using (var streams = new SlowStreams(server))
        await using (await Strangers.Come(10, () => Stranger.Connect(server.Address, $"{Slow}Content-Length: 1000000\r\n\r\n{new string(' ', 3000)}")))
        {
            await streams.Begin(connections: 1, perConnection: 3, length: 300);
            await Holds(server, held => held == 13 * 4096);
        }

        await Holds(server, held => held == 0);
        await IsAnswered(server);
    }

    private static async Task IsAnswered(TestServer server, Version? version = null)
    {
        using var client = server.Trusting();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("validate", UriKind.Relative))
        {
            Version = version ?? HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(await File.ReadAllBytesAsync(Repository.Path("benchmarks", "Data", "three-volumes.json"))),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Waits until so much of what was sent has arrived.</summary>
    private static async Task Holds(TestServer server, Predicate<long> enough)
    {
        using var limit = new CancellationTokenSource(Eventually.Longest);
        while (!enough(server.BodiesHeld))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static byte[] Large(int length) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "kind": "AdmissionReview",
              "apiVersion": "admission.k8s.io/v1",
              "request": {
                "uid": "1",
                "operation": "CREATE",
                "object": {
                  "apiVersion": "apps/v1",
                  "kind": "Deployment",
                  "metadata": {"name": "x", "namespace": "y", "annotations": {"a": "{{new string('x', length)}}"} }
                }
              }
            }
            """);
}
