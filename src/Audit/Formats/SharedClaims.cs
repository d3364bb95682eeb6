using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Formats;

/// <summary>
/// Who else is told the same of a claim: the first workload that mounts it is told all, and those after it where to read. Where something of an app's own is in
/// the wrong place, only others of that app are told the same.
/// </summary>
internal sealed class SharedClaims
{
    private readonly Dictionary<(string Cluster, string Rule, ObjectReference Claim, string Own), List<ObjectReference>> _told = [];

    /// <summary>Notes who is told what, in the order in which it will be read.</summary>
    public SharedClaims(IEnumerable<(AuditResult Result, IEnumerable<LocatedFinding> Findings)> shown)
    {
        foreach (var (result, findings) in shown.Where(s => s.Result.Verdict.Subject is Workload))
        {
            foreach (var finding in findings)
            {
                if (finding.Decision.Finding is { Related: { } claim } found)
                {
                    var key = (result.Cluster, found.Rule.Id, claim, Own(result, found));
                    var told = _told.TryGetValue(key, out var known) ? known : _told[key] = [];
                    if (!told.Contains(result.Verdict.Subject.Reference))
                    {
                        told.Add(result.Verdict.Subject.Reference);
                    }
                }
            }
        }
    }

    /// <summary>The workload that was told before; null for the first.</summary>
    public ObjectReference? Before(AuditResult result, RuleOutcome.Finding finding) =>
        Told(result, finding) is [var first, ..] && first != result.Verdict.Subject.Reference ? first : null;

    /// <summary>The workloads that mount the claim as well and will be told where to read.</summary>
    public IEnumerable<ObjectReference> After(AuditResult result, RuleOutcome.Finding finding) =>
        Told(result, finding) is [var first, .. var others] && first == result.Verdict.Subject.Reference ? others : [];

    private List<ObjectReference> Told(AuditResult result, RuleOutcome.Finding finding) =>
        result.Verdict.Subject is Workload
        && finding.Related is { } claim
        && _told.TryGetValue((result.Cluster, finding.Rule.Id, claim, Own(result, finding)), out var told)
            ? told
            : [];

    /// <summary>The app and the path of what is in the wrong place; empty where a finding is about the claim itself.</summary>
    private static string Own(AuditResult result, RuleOutcome.Finding finding) =>
        finding is { Rule.IsAboutPlace: true, Data: { } data } && result.Verdict.Facts is WorkloadFacts facts
            ? $"{facts.Mounts.FirstOrDefault(m => string.Equals(m.Volume.Pointer, finding.Pointer, StringComparison.Ordinal))?.App?.App.Name} {data.Path}"
            : string.Empty;
}
