using System.Globalization;
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
    [InlineData("CRON_TZ=Europe/Berlin 0 3 * * *", "1d")]
    [InlineData("0 3 * * 1-5", "3d")]
    [InlineData("*/5 9-16 * * 1-5", "3845m")]
    [InlineData("0 3 1 * *", "31d")]
    [InlineData("0 3 13 * 5", "7d")]
    [InlineData("0 3 30 2 MON", "350d")]
    [InlineData("0 3 1,15 * */2", "2d")]
    [InlineData("0 3 */1 * 1", "7d")]
    [InlineData("0 3 1 * ?", "31d")]
    [InlineData("0 0 29 2 *", "1461d")]
    [InlineData("0 0 31 2 *", "1825d")]
    public void The_longest_gap_between_two_runs_is_what_may_be_lost(string text, string longest)
    {
        Assert.True(Duration.TryParse(longest, out var expected));
        Assert.Equal(expected, new Recurrence(text).Longest);
    }

    /// <summary>As CloudNativePG reads them: what has five fields has no day of the week.</summary>
    [Theory]
    [InlineData("0 0 */6 * * *", "6h")]
    [InlineData("0 0 3 * * 0", "7d")]
    [InlineData("0 3 * * *", "1h")]
    [InlineData("0 0 0 1 *", "31d")]
    [InlineData("0 0 3 13 * 5", "7d")]
    [InlineData("@daily", "1d")]
    public void The_first_field_may_be_seconds(string text, string longest)
    {
        Assert.True(Duration.TryParse(longest, out var expected));
        Assert.Equal(expected, new Recurrence(text, hasSeconds: true).Longest);
    }

    [Theory]
    [InlineData("", "it has no schedule")]
    [InlineData(" ", "it has no schedule")]
    [InlineData("0 3 * * *", "")]
    [InlineData("0 0 29 2 *", "")]
    [InlineData("@yearly", "")]
    [InlineData("@every 9000h", "")]
    [InlineData("${SCHEDULE}", "")]
    [InlineData("{{ .Values.schedule }}", "")]
    [InlineData("0 0 31 2 *", "its schedule '0 0 31 2 *' names no time at which it would run")]
    [InlineData("nightly", "its schedule 'nightly' names no time at which it would run")]
    [InlineData("6", "its schedule '6' names no time at which it would run")]
    [InlineData("0 0 3 * * *", "its schedule '0 0 3 * * *' names no time at which it would run")]
    [InlineData("@reboot", "its schedule '@reboot' names no time at which it would run")]
    [InlineData("@every 2d", "its schedule '@every 2d' names no time at which it would run")]
    public void What_names_no_time_never_runs(string text, string why) => Assert.Equal(why, new Recurrence(text).WhyNever);

    [Theory]
    [InlineData("")]
    [InlineData("${SCHEDULE}")]
    [InlineData("now and then")]
    [InlineData("Hello 3 * * *")]
    [InlineData("@every now")]
    [InlineData("@every 6y")]
    [InlineData("61 * * * *")]
    public void What_is_no_schedule_tells_nothing(string text) => Assert.Null(new Recurrence(text).Longest);

    [Theory]
    [InlineData("0 3 1 * 1", "", "2026-11-30T03:00:00Z", "a Monday that is not the first of a month")]
    [InlineData("0 3 30 2 1", "", "2027-02-01T03:00:00Z", "a day that never comes leaves the other: Mondays in February")]
    [InlineData("0 3 * * *", "Europe/Berlin", "2026-11-28T02:00:00Z", "a time zone")]
    public void The_next_run_is_that_of_either_day_in_its_time_zone(string text, string zone, string next, string why) => Assert.True(
        DateTimeOffset.Parse(next, CultureInfo.InvariantCulture)
            == new Recurrence(text) { TimeZone = zone }.Next(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)),
        why);

    [Fact]
    public void What_never_waits_runs_continuously() =>
        Assert.Equal((TimeSpan.Zero, "continuously"), (Recurrence.Always.Longest!.Value, Recurrence.Always.Spoken));
}
