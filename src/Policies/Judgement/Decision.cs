using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>A finding and what the policy does with it here.</summary>
public sealed record Decision(RuleOutcome.Finding Finding, RuleAction Action)
{
    /// <summary>Whether it asks for nothing only because no known controller applies the object.</summary>
    public bool IsLeftOut { get; init; }
}
