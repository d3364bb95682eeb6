using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Reporting;

/// <summary>An object of a table with what is said of it there.</summary>
/// <param name="Result">The object; of several clusters, that of the first.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Open">What cannot be told.</param>
/// <param name="Clusters">The clusters of which the same is said; empty where the files are of one.</param>
internal sealed record ShownObject(AuditResult Result, IReadOnlyList<LocatedFinding> Findings, IReadOnlyList<RuleOutcome.Unknown> Open, string Clusters)
{
    /// <summary>The heading. What is summed up elsewhere, or said of another object, leaves only a question.</summary>
    public VerdictKind Kind => Findings.Count == 0 ? VerdictKind.Unknown : Result.Verdict.Kind;
}
