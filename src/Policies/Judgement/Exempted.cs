using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Policies.Judgement;

/// <summary>A finding that somebody has decided to live with.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Reason">Why it is acceptable, in their words.</param>
public sealed record Exempted(RuleOutcome.Finding Finding, string Reason);
