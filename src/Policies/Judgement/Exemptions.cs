using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// What the user has decided to live with: by annotation on the object or its namespace, or in the policy file. Read once for all findings about an
/// object.
/// </summary>
internal sealed class Exemptions(SubjectFacts facts, StoragePolicy policy)
{
    private readonly Annotated? _own = Annotations(facts.Manifest.Metadata.Annotations, facts.Surroundings.Today);
    private readonly Annotated? _ofNamespace = Annotations(facts.Surroundings.Namespace.Annotations, facts.Surroundings.Today);

    /// <summary>The finding with the reason why it is bearable; null when nobody says so.</summary>
    public Exempted? Of(RuleOutcome.Finding finding)
    {
        var rule = finding.Rule.Id;
        var reason = _own?.Rules.Contains(rule) == true ? _own.Reason
            : _ofNamespace?.Rules.Contains(rule) == true ? _ofNamespace.Reason
            : Listed(rule);
        return reason is null ? null : new Exempted(finding, reason);
    }

    /// <summary>The rules that annotations put aside, with a reason and for today; null where they put none aside.</summary>
    public static Annotated? Annotations(IReadOnlyDictionary<string, string> annotations, DateOnly today)
    {
        if (annotations.Count == 0
            || !annotations.TryGetValue(Annotation.Exempt, out var rules)
            || !annotations.TryGetValue(Annotation.ExemptReason, out var reason)
            || string.IsNullOrWhiteSpace(reason))
        {
            return null;
        }

        var holds = !annotations.TryGetValue(Annotation.ExemptUntil, out var until)
            || (DateOnly.TryParseExact(until.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && today <= day);
        return holds ? new Annotated(rules.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal), reason) : null;
    }

    private string? Listed(string rule)
    {
        for (var i = 0; i < policy.Exemptions.Count; i++)
        {
            if (facts.Surroundings.Today <= policy.Exemptions[i].Until && Covers(policy.Exemptions[i], rule, facts.Manifest.Reference))
            {
                return policy.Exemptions[i].Reason;
            }
        }

        return null;
    }

    private static bool Covers(Exemption exemption, string rule, ObjectReference reference) =>
        exemption.Rules.Any(r => r is "*" || string.Equals(r, rule, StringComparison.Ordinal))
        && (exemption.Kinds.Count == 0 || exemption.Kinds.Contains(reference.Kind, StringComparer.OrdinalIgnoreCase))
        && (exemption.Namespaces.Count == 0 || exemption.Namespaces.Any(n => n.Matches(reference.Namespace)))
        && (exemption.Names.Count == 0 || exemption.Names.Any(n => n.Matches(reference.Name)));

    /// <summary>What the annotations of one object put aside, and why.</summary>
    internal sealed record Annotated(IReadOnlySet<string> Rules, string Reason);
}
