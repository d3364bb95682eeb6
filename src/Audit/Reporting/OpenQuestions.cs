using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Reporting;

/// <summary>What a report cannot tell, each question once: one about a mount is asked of the workload and of its claim.</summary>
/// <param name="isWhole">Whether every object is shown with all that is said of it.</param>
internal sealed class OpenQuestions(bool isWhole)
{
    private readonly HashSet<(string Cluster, string Rule, string Message)> _asked = [];

    /// <summary>Those of an object that no object before it had.</summary>
    public IReadOnlyList<RuleOutcome.Unknown> New(AuditResult result) => isWhole
        ? result.Verdict.Open
        : [.. result.Verdict.Open.Where(q => _asked.Add((result.Cluster, q.Rule.Id, q.Message)))];
}
