namespace HomelabStorage.Policies.Foresight;

/// <summary>Back to when lost data can be brought, and by what.</summary>
/// <param name="Spoken">In words: a moment with what told, or that nobody knows, and why.</param>
/// <param name="Short">The same for a cell of a table.</param>
/// <param name="IsKnown">Whether a copy in sight has succeeded and survives.</param>
public sealed record WayBack(string Spoken, string Short, bool IsKnown)
{
    /// <summary>When the copy was made; null where nobody knows.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>What makes the copies that survive, as far as anything in sight tells; empty where nothing does.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Where those copies are; empty where that is not said.</summary>
    public string Target { get; init; } = string.Empty;

    internal static WayBack Nobody(string why) => new($"nobody knows: {why}", "lost with no known way back", IsKnown: false);
}
