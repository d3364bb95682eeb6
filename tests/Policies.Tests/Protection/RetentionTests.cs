using System.Globalization;
using CsCheck;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Which backups go and which stay.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 22, 8, 0, TimeSpan.Zero);

    private static readonly Gen<RetentionRules> Rules = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 40], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 3])
        .Select((last, days, hourly, daily, monthly) => new RetentionRules
        {
            Last = last,
            Within = TimeSpan.FromDays(days),
            Hourly = hourly,
            Daily = daily,
            Weekly = daily / 2,
            Monthly = monthly,
        });

    private static readonly Gen<RetainedBackup[]> Backups = Gen.Select(Gen.Int[1, 4000], Gen.Int[0, 9], Gen.Bool).Array[0, 30]
        .Select(all => all.Select((b, i) => Made(Now.AddHours(-b.Item1), b.Item2 > 1, b.Item3, i)).ToArray());

    [Fact]
    public void The_last_good_one_and_the_last_tested_one_always_stay() => Gen.Select(Backups, Rules).Sample((backups, rules) =>
    {
        var dropped = Retention.Plan(backups, rules, Now).Drop;
        var good = backups.Where(b => b.IsGood).OrderByDescending(b => b.Time).ThenByDescending(b => b.Id, StringComparer.Ordinal).ToArray();
        Assert.DoesNotContain(dropped, d => d == good.FirstOrDefault() || d == good.FirstOrDefault(g => g.IsTested));
    });

    [Fact]
    public void Every_backup_is_either_kept_or_dropped() => Gen.Select(Backups, Rules).Sample((backups, rules) =>
    {
        var plan = Retention.Plan(backups, rules, Now);
        Assert.Equal(
            backups.Select(b => b.Id).Order(StringComparer.Ordinal),
            plan.Keep.Select(k => k.Backup.Id).Concat(plan.Drop.Select(d => d.Id)).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Dropping_twice_is_dropping_once() => Gen.Select(Backups, Rules).Sample((backups, rules) =>
        Assert.Empty(Retention.Plan([.. Retention.Plan(backups, rules, Now).Keep.Select(k => k.Backup)], rules, Now).Drop));

    [Fact]
    public void Keeping_more_never_drops_more() => Gen.Select(Backups, Rules).Sample((backups, rules) =>
    {
        var more = rules with { Last = rules.Last + 1, Daily = rules.Daily + 2, Within = rules.Within + TimeSpan.FromDays(3) };
        Assert.Subset(Retention.Plan(backups, rules, Now).Drop.ToHashSet(), Retention.Plan(backups, more, Now).Drop.ToHashSet());
    });

    [Fact]
    public void Nothing_goes_after_a_run_that_is_not_good() => Gen.Select(Backups, Rules).Sample((backups, rules) =>
        Assert.Empty(Retention.Plan([.. backups, Made(Now, false, false, 99)], rules, Now).Drop));

    [Fact]
    public void Nothing_goes_when_a_backup_is_dated_after_now() => Gen.Select(Backups, Rules, Gen.Int[1, 5000]).Sample((backups, rules, hours) =>
    {
        var plan = Retention.Plan([.. backups, Made(Now.AddHours(hours), true, false, 99)], rules, Now);
        Assert.Empty(plan.Drop);
        Assert.Contains("a clock has jumped", plan.Held, StringComparison.Ordinal);
    });

    [Fact]
    public void A_clock_that_jumps_ahead_costs_nothing()
    {
        RetainedBackup[] backups = [.. Enumerable.Range(0, 30).Select(i => Made(Now.AddDays(-i), true, false, i))];
        var later = Now.AddYears(9);
        var plan = Retention.Plan([Made(later, true, false, 99), .. backups], new RetentionRules { Last = 2, Within = TimeSpan.FromDays(7) }, later);
        Assert.Empty(plan.Drop);
        Assert.Contains("a clock may have jumped", plan.Held, StringComparison.Ordinal);
    }

    [Fact]
    public void Four_hundred_days_end_with_what_was_asked_for()
    {
        var rules = RetentionRules.Read("last=4,daily=7,weekly=4,monthly=12")!;
        var kept = new List<RetainedBackup>();
        var now = Now.AddDays(-400);
        var largest = 0;
        for (var run = 0; run < 400 * 4; run++, now = now.AddHours(6))
        {
            // Every tenth day a run fails, and on every thirtieth an outage of a day.
            if (run % 120 is >= 40 and < 44)
            {
                continue;
            }

            kept.Add(Made(now, run % 40 != 7, run % 28 == 0, run));
            var plan = Retention.Plan(kept, rules, now);
            var lastGood = kept.FindLast(b => b.IsGood);
            kept = [.. kept.Except(plan.Drop)];
            Assert.True(lastGood is null || kept.Contains(lastGood));
            largest = Math.Max(largest, kept.Count);
        }

        Assert.InRange(kept.Count, 20, 32);
        Assert.InRange(largest, 20, 32);
        Assert.Equal(
            13,
            kept.Where(b => b.IsGood).Select(b => b.Time.ToString("yyyyMM", CultureInfo.InvariantCulture)).Distinct(StringComparer.Ordinal).Count(),
            1d);
        Assert.True(kept.Where(b => b.IsGood).Select(b => b.Time.Date).Distinct().Count() >= 18);
    }

    [Theory]
    [InlineData("14")]
    [InlineData("last=14")]
    [InlineData("last=3, within=30d, hourly=24, daily=7, weekly=4, monthly=12")]
    public void Rules_are_read(string text) => Assert.NotNull(RetentionRules.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("many")]
    [InlineData("last=-1")]
    [InlineData("within=soon")]
    [InlineData("yearly=1")]
    [InlineData("last=1;daily=2")]
    [InlineData("last=3,last=4")]
    [InlineData("last=3, daily=7, last=3")]
    [InlineData("within=1d,within=2d")]
    public void What_would_keep_nothing_or_is_not_understood_is_refused(string text) => Assert.Null(RetentionRules.Read(text));

    private static RetainedBackup Made(DateTimeOffset time, bool isGood, bool isTested, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{number:x4}"), time, isGood, isGood && isTested);
}
