using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>How findings stand: where the policy wants a change that the webhook will not make, it is a warning, and there is a reason.</summary>
/// <param name="households">The household of each cluster.</param>
internal sealed class LeftAlone(IReadOnlyList<(string Cluster, Household Household)> households)
{
    private readonly Dictionary<(string Cluster, ObjectReference Claim), string> _reasons = [];

    private readonly Dictionary<(string Cluster, ObjectReference Claim), (Claim Claim, Household Household)> _claims = households
        .SelectMany(h => h.Household.Report.Results.Where(r => r.Verdict.Subject is Claim), (h, r) => (h.Cluster, h.Household, Claim: (Claim)r.Verdict.Subject))
        .GroupBy(one => (one.Cluster, one.Claim.Reference))
        .ToDictionary(same => same.Key, same => (same.First().Claim, same.First().Household));

    /// <summary>How a finding about an object stands.</summary>
    public Standing StandingOf(AuditResult result, Decision decision) =>
        Reason(result, decision).Length > 0 ? Standing.Warned : StandingWords.Of(decision.Action);

    /// <summary>Why nothing is changed although the policy wants it; empty where it is, or where nobody asks for a change.</summary>
    public string Reason(AuditResult result, Decision decision) =>
        decision.Action != RuleAction.Fix ? string.Empty
        : result.Verdict.Subject is Claim claim ? Reason(result.Cluster, claim.Reference)
        : decision.Finding.Related is { } related ? Reason(result.Cluster, related)
        : result.Verdict.Subject is Workload { ClaimTemplates.Count: > 0 } ? string.Empty
        : "the webhook changes claims only, and there is none here";

    private string Reason(string cluster, ObjectReference claim)
    {
        // What is the same in every cluster is said once, and of none of them.
        var key = households.Any(h => string.Equals(h.Cluster, cluster, StringComparison.Ordinal)) ? (cluster, claim) : (households[0].Cluster, claim);
        if (!_reasons.TryGetValue(key, out var reason))
        {
            _reasons[key] = reason = _claims.TryGetValue(key, out var known)
                ? Mutator.OnCreate(known.Claim, known.Household.Judge, known.Household.Policy).KeptBecause
                : string.Empty;
        }

        return reason;
    }
}
