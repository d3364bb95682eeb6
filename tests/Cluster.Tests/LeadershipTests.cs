using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class LeadershipTests : IDisposable
{
    private const string Path = "apis/coordination.k8s.io/v1/namespaces/homelab-storage/leases/homelab-storage";

    private readonly FakeStore _store = new();
    private readonly ApiServer _server;

    public LeadershipTests() => _server = _store.Connect();

    public void Dispose()
    {
        _server.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task One_leads_and_the_other_takes_over_when_it_leaves()
    {
        using var one = new Candidate(_server, "one");
        await one.Leads();
        using var two = new Candidate(_server, "two");
        var renewals = new HashSet<string?>(StringComparer.Ordinal);
        await Eventually.Holds(
            "the one that leads renews its lease again and again",
            () => renewals.Add((string?)_store[Path]!["spec"]!["renewTime"]) && renewals.Count > 4,
            TestContext.Current.CancellationToken);
        Assert.False(two.IsLeading);
        await one.Leave();
        await two.Leads();
        Assert.Null(two.Reign!.AwayFrom);
        Assert.Equal("two", (string?)_store[Path]!["spec"]!["holderIdentity"]);
    }

    [Fact]
    public async Task A_leader_that_died_is_followed_once_its_lease_has_run_out_and_the_gap_is_told()
    {
        _store.Put(
            Path,
            """
            {
              "metadata": {"name": "homelab-storage"},
              "spec": {"holderIdentity": "dead", "leaseDurationSeconds": 15, "renewTime": "2026-01-01T00:00:00.000000Z", "leaseTransitions": 4}
            }
            """);
        using var next = new Candidate(_server, "next");
        await next.Leads();
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), next.Reign!.AwayFrom);
        Assert.Equal(5, (int)_store[Path]!["spec"]!["leaseTransitions"]!);
    }

    [Theory]
    [InlineData("dead")]
    [InlineData("next")] // a container that is started again has the pod's name
    public async Task A_leader_that_died_a_moment_ago_leaves_a_gap(string holder)
    {
        var renewed = DateTimeOffset.UtcNow.AddSeconds(-5).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        _store.Put(
            Path,
            $$"""{"metadata":{"name":"homelab-storage"},"spec":{"holderIdentity":"{{holder}}","leaseDurationSeconds":15,"renewTime":"{{renewed}}"} }""");
        using var next = new Candidate(_server, "next");
        await next.Leads();
        Assert.Equal(renewed, next.Reign!.AwayFrom!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_server_that_lost_sight_of_the_API_server_was_here_all_along()
    {
        using var one = new Candidate(_server, "one");
        await one.Leads();
        _store.IsDown = true;
        await one.IsDeposed();
        _store.IsDown = false;
        await one.Leads();
        Assert.Null(one.Reign!.AwayFrom);
    }

    [Fact]
    public async Task A_lease_that_was_given_up_long_ago_leaves_a_gap()
    {
        _store.Put(
            Path,
            """{"metadata":{"name":"homelab-storage"},"spec":{"holderIdentity":"","leaseDurationSeconds":15,"renewTime":"2026-01-01T00:00:00.000000Z"}}""");
        using var next = new Candidate(_server, "next");
        await next.Leads();
        Assert.NotNull(next.Reign!.AwayFrom);
    }

    [Fact]
    public async Task A_leader_that_reaches_nobody_stops_working()
    {
        using var one = new Candidate(_server, "one");
        await one.Leads();
        _store.IsDown = true;
        await one.IsDeposed();
        _store.IsDown = false;
        await one.Leads();
    }

    [Fact]
    public async Task A_leader_whose_lease_another_took_stops_working()
    {
        using var one = new Candidate(_server, "one");
        await one.Leads();
        _store.Put(
            Path,
            """
            {
              "metadata": {"name": "homelab-storage"},
              "spec": {"holderIdentity": "usurper", "leaseDurationSeconds": 15, "renewTime": "2027-01-01T00:00:00.000000Z"}
            }
            """);
        await one.IsDeposed();
    }

    private sealed class Candidate : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;
        private TaskCompletionSource _leads = new();
        private TaskCompletionSource _deposed = new();

        public Candidate(ApiServer server, string identity) =>
            _running = new Leadership(
                server,
                "homelab-storage",
                "homelab-storage",
                identity,
                new LeasePace { Lasts = TimeSpan.FromMilliseconds(600), Every = TimeSpan.FromMilliseconds(60) },
                TimeProvider.System,
                NullLogger.Instance)
                .Run(Work, _stop.Token);

        public Reign? Reign { get; private set; }

        public bool IsLeading => _leads.Task.IsCompleted;

        public Task Leads() => _leads.Task.WaitAsync(Eventually.Longest);

        public Task IsDeposed() => _deposed.Task.WaitAsync(Eventually.Longest);

        public async Task Leave()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public void Dispose() => _stop.Dispose();

        private async Task Work(Reign reign, CancellationToken deposed)
        {
            Reign = reign;
            _deposed = new TaskCompletionSource();
            _leads.TrySetResult();
            await Task.Delay(Timeout.Infinite, deposed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _leads = new TaskCompletionSource();
            _deposed.TrySetResult();
        }
    }
}
