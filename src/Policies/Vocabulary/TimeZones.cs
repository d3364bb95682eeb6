namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Time zones by their names in the IANA database, as a CronJob's <c>timeZone</c> takes them.</summary>
public static class TimeZones
{
    /// <summary>A zone that every database has; where it is missing there is no database, and nothing can be said of any name.</summary>
    private const string Sure = "Europe/Berlin";

    /// <summary>Whether there is a zone of a name. <c>Local</c> is none: Kubernetes refuses it.</summary>
    public static bool IsKnown(string name) =>
        name is not ("" or "Local") && (Find(name) is { HasIanaId: true } || TimeZoneInfo.TryFindSystemTimeZoneById(Sure, out _) is false);

    /// <summary>A zone; UTC for no name, and where this machine does not know it.</summary>
    public static TimeZoneInfo OrUtc(string name) => name.Length == 0 ? TimeZoneInfo.Utc : Find(name) ?? TimeZoneInfo.Utc;

    private static TimeZoneInfo? Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
