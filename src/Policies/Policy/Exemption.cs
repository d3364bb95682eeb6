using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>Findings the household has decided to live with for a while.</summary>
public sealed record Exemption
{
    /// <summary>Rule ids, or <c>*</c> for all.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Kinds of object; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Namespaces; empty for all.</summary>
    public IReadOnlyList<Wildcard> Namespaces { get; init; } = [];

    /// <summary>Object names; empty for all.</summary>
    public IReadOnlyList<Wildcard> Names { get; init; } = [];

    /// <summary>What it was given for; it ends when something else is there.</summary>
    public Grounds Given { get; init; } = Grounds.None;

    /// <summary>Why it is bearable.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day it holds; <see cref="DateOnly.MaxValue"/> when it does not end.</summary>
    public DateOnly Until { get; init; } = DateOnly.MaxValue;
}
