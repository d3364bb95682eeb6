namespace HomelabStorage.TestKit;

/// <summary>A day on which exemptions of the cases hold or have ended.</summary>
public sealed class FixedTime : TimeProvider
{
    public static DateOnly Today { get; } = new(2026, 11, 23);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(Today, TimeOnly.MinValue, TimeSpan.Zero);
}
