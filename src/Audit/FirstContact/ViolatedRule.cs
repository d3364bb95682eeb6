using System.Globalization;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>A rule that would refuse or change something that is there.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Action">The strongest action it would take.</param>
/// <param name="Subjects">The objects, by name.</param>
internal sealed record ViolatedRule(string Rule, RuleAction Action, IReadOnlyList<string> Subjects)
{
    /// <summary>How many objects are named before they are only counted.</summary>
    private const int Named = 3;

    /// <summary>What it would do to whom.</summary>
    public string Spoken
    {
        get
        {
            var more = Subjects.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {Subjects.Count - Named} more") : string.Empty;
            return $"{Words.Actions.Spell(Action)}: {string.Join(", ", Subjects.Take(Named).Select(PolicyText.Remark))}{more}";
        }
    }

    /// <summary>Those of a report, in the order of their names.</summary>
    public static IReadOnlyList<ViolatedRule> In(AuditReport report) =>
    [
        .. report.Results
            .SelectMany(result => result.Findings.Where(f => f.Decision.Action >= RuleAction.Fix).Select(f => (result.Verdict.Subject.Spoken, f.Decision)))
            .GroupBy(f => f.Decision.Finding.Rule.Id, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ViolatedRule(
                g.Key,
                g.Max(f => f.Decision.Action),
                [.. g.Select(f => f.Spoken).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
    ];
}
