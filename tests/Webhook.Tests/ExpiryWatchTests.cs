using HomelabStorage.Webhook.Certificates;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class ExpiryWatchTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly FakeLogger _log = new();
    private readonly List<string> _told = [];

    [Fact]
    public async Task A_certificate_that_nobody_renews_is_spoken_of_every_hour_until_somebody_does()
    {
        var shown = new ShownCertificate(_time);
        var watch = new ExpiryWatch(shown, Tell, _time, _log);
        using var stop = new CancellationTokenSource();
        var watching = watch.Run(stop.Token);
        var pair = Pem.Make("one", days: 8);
        shown.Show(ServerCertificate.FromPem(pair.Certificate, pair.Key));
        _time.Advance(ExpiryWatch.Every);
        Assert.Empty(_told);

        _time.Advance(TimeSpan.FromDays(1));
        _time.Advance(ExpiryWatch.Every);
        Assert.Equal(2, _told.Count);
        Assert.Matches(@"^the certificate expires on \d{4}-\d\d-\d\d \d\d:\d\d UTC and nobody has renewed it; ", _told[0]);
        Assert.Equal(_told, _log.Collector.GetSnapshot().Select(line => line.Message));

        _time.Advance(TimeSpan.FromDays(7));
        Assert.StartsWith("the certificate expired on ", _told[^1], StringComparison.Ordinal);

        var next = Pem.Make("two", days: 90);
        shown.Show(ServerCertificate.FromPem(next.Certificate, next.Key));
        var before = _told.Count;
        _time.Advance(ExpiryWatch.Every);
        Assert.Equal(before, _told.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private Task Tell(string what, CancellationToken stop)
    {
        _told.Add(what);
        return Task.CompletedTask;
    }
}
