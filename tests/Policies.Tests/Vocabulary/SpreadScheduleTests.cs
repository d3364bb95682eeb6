using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Vocabulary;

/// <summary>What is on the full hour for many begins at many minutes.</summary>
public sealed class SpreadScheduleTests
{
    [Fact]
    public void Many_on_the_full_hour_begin_at_most_minutes_and_each_at_its_own()
    {
        var schedules = Enumerable.Range(0, 500).Select(i => SpreadSchedule.Of("0 */6 * * *", $"home/claim-{i}")).ToArray();
        Assert.All(schedules, s => Assert.EndsWith(" */6 * * *", s, StringComparison.Ordinal));
        Assert.InRange(schedules.Distinct().Count(), 55, 60);
        Assert.Equal(schedules[7], SpreadSchedule.Of("0 */6 * * *", "home/claim-7"));
    }

    [Theory]
    [InlineData("@daily", "0 0 * * *")]
    [InlineData("@hourly", "0 * * * *")]
    [InlineData("@weekly", "0 0 * * 0")]
    [InlineData(" 00 3 * * *", "0 3 * * *")]
    public void A_name_or_two_digits_are_the_full_hour_too(string schedule, string same) =>
        Assert.Equal(SpreadSchedule.Of(same, "home/claim"), SpreadSchedule.Of(schedule, "home/claim"));

    [Theory]
    [InlineData("30 4 * * 0")]
    [InlineData("*/15 * * * *")]
    [InlineData("")]
    public void Any_other_is_taken_as_it_is_written(string schedule) => Assert.Equal(schedule, SpreadSchedule.Of(schedule, "home/claim"));
}
