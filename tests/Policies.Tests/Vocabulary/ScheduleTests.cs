using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Vocabulary;

/// <summary>What the API server of Kubernetes 1.36 answers to these, and that a day may never come.</summary>
public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 3 * * *")]
    [InlineData("0  3 * * * ")]
    [InlineData("@daily")]
    [InlineData("@midnight")]
    [InlineData("@annually")]
    [InlineData("0 3 * * SUN")]
    [InlineData("0 3 * jan *")]
    [InlineData("0 3 ? * mon-fri")]
    [InlineData("0/15 * * * *")]
    [InlineData("0 3 1-5/2 * *")]
    [InlineData("05 03 1,15 * 0-6")]
    [InlineData("0 3 30 2 1")]
    public void What_Kubernetes_takes_is_a_schedule(string text) => Assert.Empty(Schedule.Complaint(text));

    [Theory]
    [InlineData("", "is not a cron expression")]
    [InlineData("0 0 3 * * *", "is not a cron expression")]
    [InlineData("60 * * * *", "is not a cron expression")]
    [InlineData("TZ=Europe/Berlin 0 3 * * *", "is not a cron expression")]
    [InlineData("@reboot", "is not a cron expression")]
    [InlineData("@every_minute", "is not a schedule for Kubernetes: of names it knows @yearly, ")]
    [InlineData("@DAILY", "is not a schedule for Kubernetes: of names it knows @yearly, ")]
    [InlineData("0 3 * * 7", "is not a schedule for Kubernetes: '7' is not made of numbers from 0 to 6 or SUN to SAT")]
    [InlineData("0 3 * * 5-7", "'5-7' is not made of numbers from 0 to 6 or SUN to SAT")]
    [InlineData("0 3 * * FRI-MON", "'FRI-MON' goes backwards")]
    [InlineData("0 22-4 * * *", "'22-4' goes backwards")]
    [InlineData("0 3 L * *", "'L' is not made of numbers from 1 to 31")]
    [InlineData("0 3 15W * *", "'15W' is not made of numbers from 1 to 31")]
    [InlineData("0 3 L-2 * *", "'L-2' is not made of numbers from 1 to 31")]
    [InlineData("0 3 * * 5#2", "'5#2' is not made of numbers from 0 to 6 or SUN to SAT")]
    [InlineData("0 3 * * MON#1", "'MON#1' is not made of numbers from 0 to 6 or SUN to SAT")]
    [InlineData("0 3 31 4,6,9,11 *", "never comes: there is no such day")]
    [InlineData("0 0 31 2 *", "never comes: there is no such day")]
    public void What_it_does_not_take_or_what_never_comes_is_none(string text, string why) =>
        Assert.Contains(why, Schedule.Complaint(text), StringComparison.Ordinal);
}
