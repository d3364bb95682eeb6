using System.Globalization;
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

    /// <summary>Why it is acceptable.</summary>
    public required string Reason { get; init; }

    /// <summary>The last day it holds; <see cref="DateOnly.MaxValue"/> when it does not end.</summary>
    public DateOnly Until { get; init; } = DateOnly.MaxValue;

    /// <summary>What it is for, in words: the names, or which objects where it names none.</summary>
    public string Spoken => Names.Count > 0 ? Listed(Names)
        : $"every {(Kinds.Count > 0 ? string.Join(" and ", Kinds) : "object")}{(Namespaces.Count > 0 ? $" in {Listed(Namespaces)}" : string.Empty)}";

    /// <summary>Whether an object may be exempt from a rule by this one and by another.</summary>
    public bool Meets(Exemption other) =>
        (Rules.Contains("*", StringComparer.Ordinal) || other.Rules.Contains("*", StringComparer.Ordinal)
            || Rules.Intersect(other.Rules, StringComparer.Ordinal).Any())
        && (Kinds.Count == 0 || other.Kinds.Count == 0 || Kinds.Intersect(other.Kinds, StringComparer.OrdinalIgnoreCase).Any())
        && Meet(Namespaces, other.Namespaces)
        && Meet(Names, other.Names);

    /// <summary>Why it goes on to hold where another ends; empty where it ends with it, or before.</summary>
    public string Outlasts(Exemption other) =>
        Until == DateOnly.MaxValue && other.Until < DateOnly.MaxValue ? "it has no end"
        : Until > other.Until ? $"it ends on {Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
        : Given.IsWithin(other.Given) ? string.Empty
        : "it is for other images, classes or data too";

    private static bool Meet(IReadOnlyList<Wildcard> some, IReadOnlyList<Wildcard> others) =>
        some.Count == 0 || others.Count == 0 || some.Any(one => others.Any(one.Meets));

    private static string Listed(IReadOnlyList<Wildcard> names) => string.Join(", ", names.Select(name => name.Pattern));
}
