using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Auditing;

/// <summary>An object with what rules found about it, strongest first.</summary>
/// <param name="Subject">The object.</param>
/// <param name="Kind">The verdict.</param>
/// <param name="Findings">The findings that ask for something; notes are left out. Never empty.</param>
public sealed record Audited(Manifest Subject, VerdictKind Kind, IReadOnlyList<Decision> Findings)
{
    /// <summary>What a verdict comes to; null when it asks for nothing.</summary>
    internal static Audited? Of(Verdict verdict)
    {
        Decision[] findings = [.. verdict.Findings.Where(d => d.Action >= RuleAction.Warn)];
        return findings.Length == 0 ? null : new Audited(verdict.Subject, verdict.Kind, findings);
    }
}
