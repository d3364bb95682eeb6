using HomelabStorage.Policies.Manifests;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

/// <summary>Which claims are of a StatefulSet's series: those whose names its controller would write.</summary>
public sealed class ClaimSeriesTests
{
    [Theory]
    [InlineData("data-db-0", 0)]
    [InlineData("data-db-7", 7)]
    [InlineData("data-db-10", 10)]
    [InlineData("data-db-2147483647", 2147483647)]
    [InlineData("data-db-00", -1)]
    [InlineData("data-db-01", -1)]
    [InlineData("data-db-+1", -1)]
    [InlineData("data-db--1", -1)]
    [InlineData("data-db- 1", -1)]
    [InlineData("data-db-1 ", -1)]
    [InlineData("data-db-1.0", -1)]
    [InlineData("data-db-0x1", -1)]
    [InlineData("data-db-1e1", -1)]
    [InlineData("data-db-٣", -1)]
    [InlineData("data-db-2147483648", -1)]
    [InlineData("data-db-99999999999999999999999999", -1)]
    [InlineData("data-db-", -1)]
    [InlineData("data-db", -1)]
    [InlineData("data-db-0-wal", -1)]
    [InlineData("more-data-db-0", -1)]
    public void A_number_is_one_that_a_controller_writes(string claim, int number)
    {
        var series = new ClaimSeries("data-db-");
        Assert.Equal(number >= 0, series.TryNumber(claim, out var found));
        Assert.Equal(number >= 0, ClaimSeries.KeysOf(claim).Contains(series.Key, StringComparer.Ordinal));
        if (number >= 0)
        {
            Assert.Equal((number, claim), (found, series.Name(found)));
        }
    }

    [Theory]
    [InlineData("db-1-wal", "db-*-wal")]
    [InlineData("a-1-2", "a-*-2 a-1-*")]
    [InlineData("a-01-2", "a-01-*")]
    [InlineData("a-1b", "")]
    [InlineData("1", "")]
    public void A_claim_is_found_under_every_series_that_it_may_be_of(string claim, string keys) =>
        Assert.Equal(keys, string.Join(' ', ClaimSeries.KeysOf(claim)));
}
