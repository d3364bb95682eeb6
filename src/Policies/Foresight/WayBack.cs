namespace HomelabStorage.Policies.Foresight;

/// <summary>Back to when lost data can be brought, and by what.</summary>
/// <param name="Spoken">In words: a moment with what told, or that it is not known, and why.</param>
/// <param name="Short">The same for a cell of a table.</param>
/// <param name="IsKnown">Whether a known copy has succeeded and survives, and is whole.</param>
public sealed record WayBack(string Spoken, string Short, bool IsKnown)
{
    /// <summary>When the copy was made; null where that is not known, or the copy may be inconsistent and unusable.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>What makes the copies that survive, as far as is known; empty where nothing does.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Where those copies are; empty where that is not said.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>What serves the copies and stops with the loss, so that it has to be back first; empty where nothing does.</summary>
    public string Server { get; init; } = string.Empty;

    /// <summary>Whether the copy was made of files of a database that were written to meanwhile.</summary>
    public bool MayBeTorn { get; init; }

    /// <summary>What may have made a copy of which nothing tells whether it is left; empty where nothing may.</summary>
    public string Perhaps { get; init; } = string.Empty;

    /// <summary>What made the copies that are lost with the data; empty where nothing did, or other copies are left.</summary>
    public string LostToo { get; init; } = string.Empty;

    internal static WayBack None(string why) => new($"not known: {why}", "lost: no usable backup", IsKnown: false);
}
