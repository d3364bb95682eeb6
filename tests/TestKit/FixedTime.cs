namespace HomelabStorage.TestKit;

/// <summary>A day on which exemptions of the cases hold or have ended. Where the test stands it is tomorrow already; no door may mind.</summary>
public sealed class FixedTime : TimeProvider
{
    public static DateOnly Today { get; } = new(2026, 11, 23);

    public static DateTimeOffset Now { get; } = new(Today, new TimeOnly(20, 0), TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.CreateCustomTimeZone("ahead", TimeSpan.FromHours(9), "ahead", "ahead");

    public override DateTimeOffset GetUtcNow() => Now;
}
