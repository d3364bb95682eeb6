using System.Globalization;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection;

/// <summary>
/// Decides which backups of one claim may go. It never drops the last good or the last tested one, and drops nothing when something looks wrong.
/// </summary>
public static class Retention
{
    /// <summary>So many good ones stay whatever their age, so that a clock that jumped ahead cannot make all of them old at once.</summary>
    private const int Fewest = 3;

    /// <summary>What is kept and dropped of the backups that are there, the newest run among them.</summary>
    public static RetentionPlan Plan(IReadOnlyList<RetainedBackup> backups, RetentionRules rules, DateTimeOffset now)
    {
        var newestFirst = backups.OrderByDescending(b => b.Time).ThenByDescending(b => b.Id, StringComparer.Ordinal).ToArray();
        var reasons = newestFirst.ToDictionary(b => b.Id, _ => new List<string>(), StringComparer.Ordinal);
        var good = newestFirst.Where(b => b.IsGood).ToArray();
        Mark(good.Take(1), "the last good one", reasons);
        Mark(good.Where(b => b.IsTested).Take(1), "the last tested one", reasons);
        Mark(good.Take(rules.Last), "last", reasons);
        if (rules.Within > TimeSpan.Zero)
        {
            Mark(good.Where(b => now - b.Time < rules.Within), "within", reasons);
            Mark(good.Take(Fewest), "within", reasons);
        }

        Mark(Newest(good, rules.Hourly, t => t.ToString("yyyyMMddHH", CultureInfo.InvariantCulture)), "hourly", reasons);
        Mark(Newest(good, rules.Daily, t => t.ToString("yyyyMMdd", CultureInfo.InvariantCulture)), "daily", reasons);
        Mark(
            Newest(good, rules.Weekly, t => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(t)}-{ISOWeek.GetWeekOfYear(t)}")),
            "weekly",
            reasons);
        Mark(Newest(good, rules.Monthly, t => t.ToString("yyyyMM", CultureInfo.InvariantCulture)), "monthly", reasons);

        // A partial or suspicious one is evidence until two good ones have come after it.
        Mark(newestFirst.Where(b => !b.IsGood && good.Count(g => g.Time > b.Time) < 2), "not good, and fewer than two good ones are newer", reasons);

        var held = Hold(newestFirst, now);
        return new RetentionPlan(
            [.. newestFirst.Where(b => reasons[b.Id].Count > 0 || held.Length > 0).Select(b => new KeptBackup(b, reasons[b.Id]))],
            held.Length > 0 ? [] : [.. newestFirst.Where(b => reasons[b.Id].Count == 0)],
            held);
    }

    private static string Hold(RetainedBackup[] newestFirst, DateTimeOffset now) => newestFirst switch
    {
        [] => string.Empty,
        [var newest, ..] when newest.Time > now =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{newest.Id} is dated after now, {now.UtcDateTime:yyyy-MM-dd HH:mm}Z: a clock has jumped; delete what is dated wrongly, or wait until then"),
        [{ IsGood: false } newest, ..] => $"the newest backup, {newest.Id}, is not good",
        _ => Gap(newestFirst, now),
    };

    /// <summary>
    /// A silence much longer than usual before the newest backup means an outage or a clock that jumped ahead: the next run may drop, this one does
    /// not.
    /// </summary>
    private static string Gap(RetainedBackup[] newestFirst, DateTimeOffset now)
    {
        var gaps = newestFirst.Zip(newestFirst.Skip(1), (later, earlier) => later.Time - earlier.Time).ToArray();
        var usual = gaps.Skip(1).Order().ToArray();
        var longest = usual.Length == 0 ? TimeSpan.MaxValue : TimeSpan.FromDays(7) + (4 * usual[usual.Length / 2]);
        var silence = gaps.Length == 0 ? TimeSpan.Zero : gaps[0];
        return silence > longest || (usual.Length > 0 && now - newestFirst[0].Time > longest)
            ? $"there was no backup for {(int)(silence > longest ? silence : now - newestFirst[0].Time).TotalDays} days: a clock may have "
                + "jumped, so nothing is dropped until the next run"
            : string.Empty;
    }

    private static IEnumerable<RetainedBackup> Newest(RetainedBackup[] good, int count, Func<DateTime, string> bucket) =>
        good.DistinctBy(b => bucket(b.Time.UtcDateTime), StringComparer.Ordinal).Take(count);

    private static void Mark(IEnumerable<RetainedBackup> wanted, string reason, Dictionary<string, List<string>> reasons)
    {
        foreach (var backup in wanted)
        {
            if (!reasons[backup.Id].Contains(reason, StringComparer.Ordinal))
            {
                reasons[backup.Id].Add(reason);
            }
        }
    }
}
