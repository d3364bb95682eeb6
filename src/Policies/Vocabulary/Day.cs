namespace HomelabStorage.Policies.Vocabulary;

/// <summary>The day on which something is judged: the same in every door, wherever it stands.</summary>
public static class Day
{
    /// <summary>The day of a moment, in UTC.</summary>
    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}
