using System.Diagnostics.Metrics;
using HomelabStorage.Webhook.Observability;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class RefusalsTests
{
    [Fact]
    public void The_first_is_logged_at_once_and_the_next_together()
    {
        using var meter = new Meter("refusals");
        var (time, log) = (new FakeTimeProvider(), new FakeLogger());
        var refusals = new Refusals(meter, time, log);
        Assert.Empty(refusals.Recent);
        refusals.Request("validate", "too slow");
        Assert.Equal("refused a request to validate: too slow (1 since the last line about this)", log.Collector.LatestRecord.Message);
        for (var i = 0; i < 500; i++)
        {
            refusals.Request("validate", "too slow");
        }

        Assert.Equal(1, log.Collector.Count);
        Assert.StartsWith("requests were refused", refusals.Recent, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(11));
        refusals.Request("mutate", "too many");
        Assert.Equal("refused a request to mutate: too many (501 since the last line about this)", log.Collector.LatestRecord.Message);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(refusals.Recent);
    }
}
