using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Vocabulary;

public sealed class RecurrenceTests
{
    [Theory]
    [InlineData("0 */6 * * *", "6h")]
    [InlineData("@daily", "1d")]
    [InlineData("@weekly", "7d")]
    [InlineData("@yearly", "366d")]
    [InlineData("@daily-random", "1d")]
    [InlineData("H * * * *", "1h")]
    [InlineData("H 3 * * *", "1d")]
    [InlineData("H 5 * * 0", "7d")]
    [InlineData("H 5 1 * *", "31d")]
    [InlineData("H H * * H", "7d")]
    [InlineData("H/15 * * * *", "15m")]
    [InlineData("H(0-10) 2 * * *", "1d")]
    [InlineData("H(0-29)/10 * * * *", "40m")]
    [InlineData("@every 6h", "6h")]
    [InlineData("@every 1h30m", "90m")]
    [InlineData("0 0 */6 * * *", "6h")]
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *", "1d")]
    [InlineData("0 3 * * 1-5", "3d")]
    [InlineData("*/5 9-16 * * 1-5", "3845m")]
    [InlineData("0 3 1 * *", "31d")]
    [InlineData("0 0 29 2 *", "1461d")]
    [InlineData("0 0 31 2 *", "1825d")]
    public void The_longest_gap_between_two_runs_is_what_may_be_lost(string text, string longest)
    {
        Assert.True(Duration.TryParse(longest, out var expected));
        Assert.Equal(expected, new Recurrence(text).Longest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("${SCHEDULE}")]
    [InlineData("now and then")]
    [InlineData("Hello 3 * * *")]
    [InlineData("@every now")]
    [InlineData("@every 6y")]
    [InlineData("61 * * * *")]
    public void What_is_no_schedule_tells_nothing(string text) => Assert.Null(new Recurrence(text).Longest);

    [Fact]
    public void What_never_waits_runs_continuously() =>
        Assert.Equal((TimeSpan.Zero, "continuously"), (Recurrence.Always.Longest!.Value, Recurrence.Always.Spoken));
}
