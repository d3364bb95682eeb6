using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Policies.Comparison;

/// <summary>An object that another policy answers otherwise.</summary>
/// <param name="Before">The answer under the old policy.</param>
/// <param name="Now">The answer under the new one.</param>
/// <param name="Changes">The findings and questions that differ, the strongest action first; never empty.</param>
public sealed record AnswerChange(AuditResult Before, AuditResult Now, IReadOnlyList<FindingChange> Changes)
{
    /// <summary>The cluster it is in, where the files are of several; empty otherwise.</summary>
    public string Cluster { get; init; } = string.Empty;

    /// <summary>Whether the verdict is another one.</summary>
    public bool IsFlip => Before.Verdict.Kind != Now.Verdict.Kind;

    /// <summary>Whether it passes under the old policy and would be refused under the new one.</summary>
    public bool IsRefusedNow => IsFlip && Now.Verdict.Kind == VerdictKind.Deny;

    /// <summary>Whether it is refused under the old policy and would pass under the new one.</summary>
    public bool PassesNow => IsFlip && Before.Verdict.Kind == VerdictKind.Deny;
}
