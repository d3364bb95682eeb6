using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>Everything the judgement says about one object.</summary>
public sealed record Verdict
{
    /// <summary>The object.</summary>
    public required Manifest Subject { get; init; }

    /// <summary>What was known about it; null when its namespace is left alone.</summary>
    public SubjectFacts? Facts { get; init; }

    /// <summary>The findings, strongest action first, then in the order of the rules.</summary>
    public IReadOnlyList<Decision> Findings { get; init; } = [];

    /// <summary>Those of them that ask for something; notes are left out.</summary>
    public IEnumerable<Decision> Demands => Findings.TakeWhile(decision => decision.Action >= RuleAction.Warn);

    /// <summary>Findings an exemption has put aside.</summary>
    public IReadOnlyList<Exempted> Exempted { get; init; } = [];

    /// <summary>Questions that are open because something was not found.</summary>
    public IReadOnlyList<RuleOutcome.Unknown> Open { get; init; } = [];

    /// <summary>The answer.</summary>
    public VerdictKind Kind => (Findings.Count == 0 ? RuleAction.Off : Findings[0].Action) switch
    {
        RuleAction.Deny => VerdictKind.Deny,
        RuleAction.Fix or RuleAction.Warn => VerdictKind.Warn,
        _ => Open.Count > 0 ? VerdictKind.Unknown : VerdictKind.Allow,
    };
}
