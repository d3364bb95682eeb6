using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

/// <summary>A collection stops everything, so that there is one for all that was left within a few seconds, and none without.</summary>
public sealed class LeftoversTests
{
    [Fact]
    public void What_is_left_within_a_few_seconds_is_collected_at_once()
    {
        var (time, collections) = (new FakeTimeProvider(), 0);
        using var leftovers = new Leftovers(() => collections++, time);
        time.Advance(Leftovers.Wait * 10);
        Assert.Equal(0, collections);
        leftovers.Add();
        time.Advance(Leftovers.Wait / 2);
        leftovers.Add();
        Assert.Equal(0, collections);
        time.Advance(Leftovers.Wait / 2);
        Assert.Equal(1, collections);
        time.Advance(Leftovers.Wait * 10);
        Assert.Equal(1, collections);
        leftovers.Add();
        time.Advance(Leftovers.Wait);
        Assert.Equal(2, collections);
    }
}
