using System.Diagnostics.Metrics;
using HomelabStorage.Webhook.Observability;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class RefusalsTests : IDisposable
{
    private readonly Meter _meter = new("refusals");
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _log = new();
    private readonly Refusals _refusals;

    public RefusalsTests() => _refusals = new Refusals(_meter, _time, _log);

    [Fact]
    public void The_first_is_logged_at_once_and_the_next_together_when_the_pause_ends_though_no_more_come()
    {
        _refusals.Request("validate", "too slow");
        Refuse(499);
        _refusals.Request("mutate", "too many");
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(["refused a request to validate: too slow (1 since the last line about this)"], Said);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("refused a request to mutate: too many (500 since the last line about this)", Said[^1]);
        Assert.Equal(2, Said.Count);
    }

    [Fact]
    public void A_flood_is_a_line_every_ten_seconds_and_every_refusal_is_in_one()
    {
        for (var second = 0; second < 60; second++)
        {
            Refuse(7);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["1", "69", "70", "70", "70", "70", "70"], Said.Select(Count));
    }

    [Fact]
    public void After_a_quiet_while_the_next_is_a_first_one()
    {
        Refuse(2);
        _time.Advance(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, Said.Count);
        Refuse(1);
        Assert.Equal("refused a request to validate: too slow (1 since the last line about this)", Said[2]);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, Said.Count);
    }

    [Fact]
    public void Connections_are_counted_apart_from_requests()
    {
        Refuse(3);
        for (var i = 0; i < 5; i++)
        {
            _refusals.Connection();
        }

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["1", "1", "2", "4"], Said.Select(Count).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_still_to_be_said_is_said_at_the_end()
    {
        Refuse(4);
        _refusals.Dispose();
        Assert.Equal("refused a request to validate: too slow (3 since the last line about this)", Said[^1]);
    }

    [Fact]
    public void Readiness_speaks_of_it_for_a_minute()
    {
        Assert.Empty(_refusals.Recent);
        Refuse(1);
        Assert.StartsWith("requests were refused", _refusals.Recent, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(_refusals.Recent);
    }

    public void Dispose()
    {
        _refusals.Dispose();
        _meter.Dispose();
    }

    private IReadOnlyList<string> Said => [.. _log.Collector.GetSnapshot().Select(record => record.Message)];

    private static string Count(string line) => line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(' ')[0];

    private void Refuse(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _refusals.Request("validate", "too slow");
        }
    }
}
