using System.Buffers;
using System.Globalization;
using Cronos;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>
/// When something runs again and again, as tools write it: a cron expression, <c>@daily</c>, <c>@daily-random</c>, <c>@every 6h</c>.
/// </summary>
/// <param name="text">As it was written.</param>
/// <param name="hasSeconds">Whether the first of its fields are seconds; the day of the week, then the sixth, may be left out.</param>
public sealed class Recurrence(string text, bool hasSeconds = false)
{
    /// <summary>Enough runs to meet the longest gap of a week, whatever is left out in it.</summary>
    private const int Most = 4000;

    private const string Random = "-random";

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.");

    private static readonly DateTime From = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly TimeSpan Years = TimeSpan.FromDays(5 * 365);

    private readonly Lazy<TimeSpan?> _longest = new(() => Gap(text.Trim(), hasSeconds));

    /// <summary>It never ends and never waits.</summary>
    public static Recurrence Always { get; } = new("@every 0s");

    /// <summary>As it was written.</summary>
    public string Text => text;

    /// <summary>The time zone it is meant in, by its name in the IANA database; empty for UTC.</summary>
    public string TimeZone { get; init; } = string.Empty;

    /// <summary>The longest time between two runs; null when the text does not tell.</summary>
    public TimeSpan? Longest => _longest.Value;

    /// <summary>
    /// Why nothing ever runs by it: there is nothing, nobody can read it, or no day is like that; empty where something does. What waits for a value
    /// to be put in may be anything.
    /// </summary>
    public string WhyNever => text.AsSpan().Trim().IsEmpty ? "it has no schedule"
        : IsOpen || (Longest is { } longest && longest < Years) ? string.Empty
        : $"its schedule '{text}' names no time at which it would run";

    private bool IsOpen => text.Contains('$', StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal);

    /// <summary>How messages say it: <c>every 6h</c>.</summary>
    public string Spoken =>
        Longest is not { } longest ? $"on schedule '{text}'" : longest == TimeSpan.Zero ? "continuously" : $"every {Duration.Format(longest)}";

    /// <summary>When it runs next by a cron expression; null for anything else.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) =>
        CronTimes.Read(text.Trim(), CronFormat.Standard)?.Next(after, TimeZones.OrUtc(TimeZone));

    private static TimeSpan? Gap(string text, bool hasSeconds)
    {
        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            return Every(text[7..]);
        }

        var fields = text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("TZ=", StringComparison.Ordinal)
            ? text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()
            : text;
        fields = fields.EndsWith(Random, StringComparison.Ordinal) ? fields[..^Random.Length] : fields;
        fields = Settled(fields);
        var format = hasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard;
        var cron = CronTimes.Read(fields, format) ?? (hasSeconds ? CronTimes.Read($"{fields} *", format) : null);
        if (cron is null)
        {
            return null;
        }

        var (longest, last) = (TimeSpan.Zero, (DateTime?)null);
        foreach (var run in cron.First(Most, From, From + Years))
        {
            longest = last is { } before && run - before > longest ? run - before : longest;
            last = run;
        }

        return longest > TimeSpan.Zero ? longest : Years;
    }

    /// <summary>
    /// <c>H</c> is some value that stays the same (<c>H 3 * * *</c>, <c>H/15 * * * *</c>, <c>H(0-5) 2 * * *</c>); which one makes no difference here.
    /// </summary>
    private static string Settled(string fields)
    {
        if (!fields.Contains('H', StringComparison.Ordinal))
        {
            return fields;
        }

        var parts = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is ['H', .. var rest])
            {
                var range = rest.StartsWith('(') && rest.IndexOf(')', StringComparison.Ordinal) is > 0 and var end ? rest[1..end] : string.Empty;
                var step = rest[(range.Length > 0 ? range.Length + 2 : 0)..];
                parts[i] = step.StartsWith('/') ? $"{(range.Length > 0 ? range : "*")}{step}"
                    : step.Length > 0 ? parts[i]
                    : range.Length > 0 ? range.Split('-')[0]
                    : i is 2 or 3 ? "1" : "0";
            }
        }

        return string.Join(' ', parts);
    }

    /// <summary>Durations as Go writes them, such as 1h30m.</summary>
    private static TimeSpan? Every(string text)
    {
        var sum = TimeSpan.Zero;
        var rest = text.Trim().AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(OfNumbers);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number > 100_000)
            {
                return null;
            }

            TimeSpan? unit = rest[digits] switch { 'h' => TimeSpan.FromHours(1), 'm' => TimeSpan.FromMinutes(1), 's' => TimeSpan.FromSeconds(1), _ => null };
            if (unit is null)
            {
                return null;
            }

            sum += unit.Value * number;
            rest = rest[(digits + 1)..];
        }

        return sum;
    }
}
