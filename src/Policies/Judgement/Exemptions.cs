using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>Whether the user has decided to live with a finding: by annotation on the object or its namespace, or in the policy file.</summary>
internal static class Exemptions
{
    public static bool Cover(RuleOutcome.Finding finding, SubjectFacts facts, StoragePolicy policy) =>
        Annotated(finding.Rule.Id, facts.Manifest.Metadata.Annotations, facts.Surroundings.Today)
        || Annotated(finding.Rule.Id, facts.Surroundings.Namespace.Annotations, facts.Surroundings.Today)
        || Listed(finding.Rule.Id, facts, policy);

    /// <summary>Whether annotations put a rule aside, with a reason and for today.</summary>
    public static bool Annotated(string rule, IReadOnlyDictionary<string, string> annotations, DateOnly today)
    {
        if (annotations.Count == 0
            || !annotations.TryGetValue(Annotation.Exempt, out var rules)
            || !annotations.TryGetValue(Annotation.ExemptReason, out var reason)
            || string.IsNullOrWhiteSpace(reason))
        {
            return false;
        }

        var holds = !annotations.TryGetValue(Annotation.ExemptUntil, out var until)
            || (DateOnly.TryParseExact(until.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && today <= day);
        return holds && rules.Split(',', StringSplitOptions.TrimEntries).Contains(rule, StringComparer.Ordinal);
    }

    private static bool Listed(string rule, SubjectFacts facts, StoragePolicy policy)
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
