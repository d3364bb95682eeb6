using System.Globalization;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Exemptions;

/// <summary>An exemption as somebody asked for it.</summary>
/// <param name="Parts">The object: kind, perhaps namespace, name.</param>
/// <param name="Rule">The rule, or a star.</param>
/// <param name="Reason">Why it is acceptable.</param>
/// <param name="Until">The last day; null for no end.</param>
internal sealed record Wanted(string[] Parts, string Rule, string Reason, string? Until)
{
    /// <summary>The kind as the API spells it; empty for one that is not judged.</summary>
    public string Kind { get; } = Array.Find(Kinds(), k => string.Equals(k, Parts[0], StringComparison.OrdinalIgnoreCase)) ?? string.Empty;

    /// <summary>The namespace; null where none was named.</summary>
    public string? Namespace => Parts.Length == 3 ? Parts[1] : null;

    /// <summary>The name.</summary>
    public string Name => Parts[^1];

    /// <summary>Whether it is for a group of objects, whatever is there.</summary>
    public bool IsPattern => Parts.Skip(1).Any(part => part.Contains('*', StringComparison.Ordinal));

    /// <summary>How messages name the object.</summary>
    public string Spoken => $"{Kind} {string.Join('/', Parts.Skip(1))}";

    /// <summary>Whether an object is meant.</summary>
    public bool Means(ObjectReference reference) =>
        string.Equals(reference.Kind, Kind, StringComparison.Ordinal)
        && string.Equals(reference.Name, Name, StringComparison.Ordinal)
        && (Namespace is null || string.Equals(reference.Namespace, Namespace, StringComparison.Ordinal));

    /// <summary>Whether an object as it is written is meant: its namespace may come from elsewhere.</summary>
    public bool MayMean(ObjectReference reference) =>
        Means(reference) || (reference.Namespace.Length == 0 && (this with { Parts = [Kind, Name] }).Means(reference));

    /// <summary>Whether what a rule says is meant.</summary>
    public bool IsAbout(RuleOutcome outcome) => Rule is "*" || string.Equals(outcome.Rule.Id, Rule, StringComparison.Ordinal);

    /// <summary>The exemption, for some facts.</summary>
    public Exemption As(Grounds given) => new()
    {
        Rules = [Rule],
        Kinds = [Kind],
        Namespaces = Namespace is { } ns ? [new Wildcard(ns)] : [],
        Names = [new Wildcard(Name)],
        Given = given,
        Reason = Reason,
        Until = Until is null ? DateOnly.MaxValue : DateOnly.ParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>Everything that is wrong with what was asked for, at once.</summary>
    public IEnumerable<string> Wrong(DateOnly today)
    {
        if (Parts.Length is < 2 or > 3 || Parts.Any(string.IsNullOrWhiteSpace))
        {
            yield return $"'{string.Join('/', Parts)}' is not an object such as Deployment/media/my-app";
        }
        else if (Kind.Length == 0)
        {
            var near = Spelling.Nearest(Parts[0], Kinds());
            yield return $"'{Parts[0]}' is not a kind that is judged{(near.Length > 0 ? $"; did you mean '{near}'?" : $": {string.Join(", ", Kinds())}")}";
        }

        if (Rule is not "*" && !RuleCatalog.All.Any(r => string.Equals(r.Info.Id, Rule, StringComparison.Ordinal)))
        {
            var near = Spelling.Nearest(Rule, RuleCatalog.All.Select(r => r.Info.Id));
            yield return $"'{Rule}' is not a rule{(near.Length > 0 ? $"; did you mean '{near}'?" : ". `homelab-storage rules` lists them")}";
        }

        if (Reason.Length == 0)
        {
            yield return "--reason: write why it is acceptable, for the next reader";
        }

        if (Until is not null && !DateOnly.TryParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return $"--until: '{Until}' is not a day such as 2027-01-31";
        }
        else if (Until is not null && DateOnly.ParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture) < today)
        {
            yield return $"--until: {Until} has passed, so the exemption would never hold";
        }
    }

    private static string[] Kinds() => [.. ManifestKinds.All.Where(k => k.IsJudged).Select(k => k.Name).Distinct(StringComparer.Ordinal)];
}
