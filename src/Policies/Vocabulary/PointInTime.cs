using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A time as people write it when they mean the state of something then.</summary>
public static class PointInTime
{
    /// <summary>What is accepted.</summary>
    public const string Accepted =
        "a day (its end is meant) or a time, in UTC or with an offset, such as 2026-11-25, '2026-11-25 22:08' or 2026-11-25T23:08:00+01:00";

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] Formats = [.. Times, .. Times.Select(format => format + "K")];

    /// <summary>The time; null when the text is none.</summary>
    public static DateTimeOffset? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero)
            : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? moment
                : null;
}
