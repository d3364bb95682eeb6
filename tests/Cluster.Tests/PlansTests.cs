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

    [Fact]
    public void Plans_hold_until_something_changes_or_an_hour_has_passed()
    {
        var (plans, source) = (new Plans(JobCase.Image, _time), Source);
        var made = plans.Of(source);
        Assert.Single(made);
        Assert.Same(made, plans.Of(source with { }));
        _time.Advance(Plans.Longest - TimeSpan.FromSeconds(1));
        Assert.Same(made, plans.Of(source));
        _time.Advance(TimeSpan.FromSeconds(1));
        var again = plans.Of(source);
        Assert.NotSame(made, again);
        Assert.Same(again, plans.Of(source));
        Assert.NotSame(again, plans.Of(Source));
    }

    private AuditSource Source => new(_case.Cluster, _case.Policy, IsComplete: true);
}
