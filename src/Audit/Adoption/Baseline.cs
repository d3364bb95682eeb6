using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Adoption;

/// <summary>The findings that are known: about these nobody is to be told again.</summary>
/// <param name="Known">They, in the order in which they are written.</param>
internal sealed record Baseline(IReadOnlyList<KnownFinding> Known)
{
    /// <summary>Every finding of a report that asks for something. Clusters of one repository that have the same one know it once.</summary>
    public static Baseline Of(AuditReport report) => new(
    [
        .. report.Results
            .SelectMany(result => result.Findings.Where(IsDemand).Select(f => (result.Cluster, Identity: IdentityOf(result, f), f.Decision.Action)))
            .GroupBy(f => (f.Identity, f.Action))
            .Select(same => new KnownFinding(same.Key.Identity, same.Key.Action, same.GroupBy(f => f.Cluster, StringComparer.Ordinal).Max(g => g.Count())))
            .OrderBy(k => k.Identity.Subject, StringComparer.Ordinal)
            .ThenBy(k => k.Identity.Rule, StringComparer.Ordinal)
            .ThenBy(k => k.Identity.About, StringComparer.Ordinal)
            .ThenByDescending(k => k.Action),
    ]);

    /// <summary>The report with what is known marked, the same without it, and what is known and was not found.</summary>
    public BaselineAnswer Judge(AuditReport report)
    {
        if (Known.Count == 0)
        {
            return new BaselineAnswer(report, [], new Dictionary<KnownFinding, int>());
        }

        var used = new Dictionary<KnownFinding, int>();
        var marked = new Dictionary<AuditResult, AuditResult>(ReferenceEqualityComparer.Instance);
        var byIdentity = Known.ToLookup(k => k.Identity);
        foreach (var cluster in report.Results.GroupBy(r => r.Cluster, StringComparer.Ordinal))
        {
            var left = Known.ToDictionary(k => k, k => k.Count);
            foreach (var result in cluster)
            {
                marked[result] = result with
                {
                    Findings = [.. result.Findings.Select(f => IsDemand(f) && Take(IdentityOf(result, f), f.Decision.Action) ? f with { IsKnown = true } : f)],
                };
            }

            foreach (var (known, rest) in left)
            {
                used[known] = Math.Max(used.GetValueOrDefault(known), known.Count - rest);
            }

            // The mildest that covers it, so that a stronger one is left for a stronger finding. Findings of an object come with the strongest first.
            bool Take(FindingIdentity identity, RuleAction action)
            {
                if (byIdentity[identity].LastOrDefault(k => k.Action >= action && left[k] > 0) is not { } known)
                {
                    return false;
                }

                left[known]--;
                return true;
            }
        }

        var whole = report with { Results = [.. report.Results.Select(r => marked[r])] };
        return new BaselineAnswer(whole, [.. Known.Where(k => used.GetValueOrDefault(k) < k.Count)], used);
    }

    /// <summary>Only what was found.</summary>
    public Baseline Pruned(BaselineAnswer answer) =>
        new([.. Known.Select(k => k with { Count = answer.Used.GetValueOrDefault(k) }).Where(k => k.Count > 0)]);

    /// <summary>Whether a finding asks for something: notes do not, and are never known.</summary>
    private static bool IsDemand(LocatedFinding finding) => finding.Decision.Action >= RuleAction.Warn;

    private static FindingIdentity IdentityOf(AuditResult result, LocatedFinding finding) => FindingIdentity.Of(result, finding.Decision.Finding);
}
