using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>What the user has decided to live with: by annotation on the object or its namespace, or in the policy file. Read once for all findings about an object.</summary>
internal sealed class Exemptions(SubjectFacts facts, StoragePolicy policy)
{
    private readonly HashSet<string>? _own = Annotated(facts.Manifest.Metadata.Annotations, facts.Surroundings.Today);
    private readonly HashSet<string>? _ofNamespace = Annotated(facts.Surroundings.Namespace.Annotations, facts.Surroundings.Today);

    public bool Cover(RuleOutcome.Finding finding) =>
        _own?.Contains(finding.Rule.Id) == true || _ofNamespace?.Contains(finding.Rule.Id) == true || Listed(finding.Rule.Id);

    /// <summary>The rules that annotations put aside, with a reason and for today; null where they put none aside.</summary>
    public static HashSet<string>? Annotated(IReadOnlyDictionary<string, string> annotations, DateOnly today)
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
        return holds ? rules.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal) : null;
    }

    private bool Listed(string rule)
    {
        var reference = facts.Manifest.Reference;
        foreach (var exemption in policy.Exemptions)
        {
            if (facts.Surroundings.Today <= exemption.Until
                && exemption.Rules.Any(r => r is "*" || string.Equals(r, rule, StringComparison.Ordinal))
                && (exemption.Kinds.Count == 0 || exemption.Kinds.Contains(reference.Kind, StringComparer.OrdinalIgnoreCase))
                && (exemption.Namespaces.Count == 0 || exemption.Namespaces.Any(n => n.Matches(reference.Namespace)))
                && (exemption.Names.Count == 0 || exemption.Names.Any(n => n.Matches(reference.Name))))
            {
                return true;
            }
        }

        return false;
    }
}
