using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>Planning the backups of a cluster is work; it is done again where it may come to something else.</summary>
public sealed class PlansTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly JobCase _case = new("copies-linkding-to-the-nas");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plans_hold_until_something_changes_or_an_hour_has_passed()
    {
        var (plans, source) = (new Plans(JobCase.Image, _time), Source);
        var made = await plans.Of(source, Stop);
        Assert.Single(made);
        Assert.Same(made, await plans.Of(source with { }, Stop));
        _time.Advance(Plans.Longest - TimeSpan.FromSeconds(1));
        Assert.Same(made, await plans.Of(source, Stop));
        _time.Advance(TimeSpan.FromSeconds(1));
        var again = await plans.Of(source, Stop);
        Assert.NotSame(made, again);
        Assert.Same(again, await plans.Of(source, Stop));
        Assert.NotSame(again, await plans.Of(Source, Stop));
    }

    [Fact]
    public async Task Plans_that_could_not_be_made_are_made_again()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var (plans, source) = (new Plans(JobCase.Image, _time), Source);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plans.Of(source, stopped.Token));
        Assert.Single(await plans.Of(source, Stop));
    }

    private AuditSource Source => new(_case.Cluster, _case.Policy, IsComplete: true);
}
