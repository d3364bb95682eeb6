using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Policies.Comparison;

/// <summary>The findings and questions about one object that differ between two policies.</summary>
internal static class FindingChanges
{
    public static IReadOnlyList<FindingChange> Of(AuditResult before, AuditResult now, StoragePolicy old, StoragePolicy @new)
    {
        var because = new Because(before.Verdict, now.Verdict, old, @new);
        return
        [
            .. Findings(before, now, because)
                .Concat(Questions(before, now, because))
                .OrderByDescending(c => c.Strongest)
                .ThenBy(c => c.Rule.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<FindingChange> Findings(AuditResult before, AuditResult now, Because because)
    {
        var rest = before.Findings.ToList();
        foreach (var finding in now.Findings)
        {
            var former = rest.Find(f => IsSame(f, finding) && string.Equals(Message(f), Message(finding), StringComparison.Ordinal))
                ?? rest.Find(f => IsSame(f, finding));
            if (former is null)
            {
                yield return new FindingChange.Came(finding) { Because = because.Came(finding.Decision.Finding) };
                continue;
            }

            rest.Remove(former);
            if (former.Decision.Action != finding.Decision.Action)
            {
                yield return new FindingChange.Weighed(former, finding) { Because = because.Weighed(finding.Decision.Finding) };
            }
        }

        foreach (var former in rest)
        {
            yield return new FindingChange.Went(former) { Because = because.Went(former.Decision.Finding) };
        }
    }

    private static IEnumerable<FindingChange> Questions(AuditResult before, AuditResult now, Because because)
    {
        foreach (var question in Missing(now.Verdict.Open, before.Verdict.Open))
        {
            yield return new FindingChange.Opened(question) { Because = because.Came(question) };
        }

        foreach (var question in Missing(before.Verdict.Open, now.Verdict.Open))
        {
            yield return new FindingChange.Closed(question) { Because = because.Went(question) };
        }
    }

    private static IEnumerable<RuleOutcome.Unknown> Missing(IReadOnlyList<RuleOutcome.Unknown> all, IReadOnlyList<RuleOutcome.Unknown> known) =>
        all.ExceptBy(known.Select(Place), Place);

    private static (string Rule, string Pointer) Place(RuleOutcome.Unknown question) => (question.Rule.Id, question.Pointer);

    private static string Message(LocatedFinding finding) => finding.Decision.Finding.Message;

    private static bool IsSame(LocatedFinding one, LocatedFinding other) =>
        one.Decision.Finding.Rule == other.Decision.Finding.Rule
        && string.Equals(one.Decision.Finding.Key, other.Decision.Finding.Key, StringComparison.Ordinal);
}
