using System.Globalization;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>An exemption as the annotations of one object say it.</summary>
/// <param name="Exemption">What they say; for the object, or for all of a namespace.</param>
public sealed record AnnotatedExemption(Exemption Exemption)
{
    /// <summary>The exemption; null where there is none, or one that cannot be understood, which a rule says.</summary>
    public static AnnotatedExemption? Of(IReadOnlyDictionary<string, string> annotations)
    {
        if (annotations.Count == 0
            || !annotations.TryGetValue(Annotation.Exempt, out var rules)
            || !annotations.TryGetValue(Annotation.ExemptReason, out var reason)
            || string.IsNullOrWhiteSpace(reason))
        {
            return null;
        }

        var end = DateOnly.MaxValue;
        var given = Grounds.None;
        return (annotations.TryGetValue(Annotation.ExemptUntil, out var until)
                && !DateOnly.TryParseExact(until.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out end))
            || (annotations.TryGetValue(Annotation.ExemptGiven, out var facts) && (given = Grounds.Read(facts, out _)) is null)
                ? null
                : new AnnotatedExemption(new Exemption
                {
                    Rules = rules.Split(',', StringSplitOptions.TrimEntries),
                    Reason = reason,
                    Until = end,
                    Given = given,
                });
    }

    /// <summary>Whether it is about a finding. A star is not a rule here.</summary>
    public bool Covers(RuleOutcome.Finding finding) => Exemption.Rules.Contains(finding.Rule.Id, StringComparer.Ordinal);
}
