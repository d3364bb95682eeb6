using Cronos;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>
/// When a cron expression comes, as cron and Kubernetes read it: where both the day of the month and the day of the week are said, either is enough. The
/// library asks for both.
/// </summary>
internal sealed class CronTimes
{
    private static readonly string[] Any = ["*", "?", "*/1", "?/1"];

    private readonly CronExpression[] _either;

    private CronTimes(params CronExpression[] either) => _either = either;

    /// <summary>Reads an expression; null when it is none.</summary>
    public static CronTimes? Read(string text, CronFormat format)
    {
        if (!CronExpression.TryParse(text, format, out var whole))
        {
            return null;
        }

        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var (month, week) = (fields.Length - 3, fields.Length - 1);
        return fields.Length < 5 || IsAny(fields[month]) || IsAny(fields[week]) ? new CronTimes(whole)
            : new CronTimes(Without(fields, month, format), Without(fields, week, format));
    }

    /// <summary>The first of its times within a span, in their order.</summary>
    public IEnumerable<DateTime> First(int most, DateTime from, DateTime to) =>
        _either.SelectMany(times => times.GetOccurrences(from, to).Take(most)).Order().Distinct().Take(most);

    /// <summary>The next time in a time zone; null when it never comes.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => _either.Min(times => times.GetNextOccurrence(after, zone));

    private static bool IsAny(string field) => Array.Exists(field.Split(','), part => Any.Contains(part, StringComparer.Ordinal));

    private static CronExpression Without(string[] fields, int place, CronFormat format) =>
        CronExpression.Parse(string.Join(' ', fields.Select((field, at) => at == place ? "*" : field)), format);
}
