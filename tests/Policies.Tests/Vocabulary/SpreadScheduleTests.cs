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
    [InlineData("30 4 * * 0")]
    [InlineData("*/15 * * * *")]
    [InlineData("@daily")]
    [InlineData("")]
    public void Any_other_is_taken_as_it_is_written(string schedule) => Assert.Equal(schedule, SpreadSchedule.Of(schedule, "home/claim"));
}
