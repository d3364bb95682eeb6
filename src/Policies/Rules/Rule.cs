using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Rules;

/// <summary>One question about one subject. A pure function of its facts and the policy.</summary>
public abstract class Rule
{
    /// <summary>What the rule says about itself.</summary>
    public abstract RuleInfo Info { get; }

    /// <summary>What the rule says about a subject; nothing when it is content or not concerned.</summary>
    public abstract IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy);

    /// <summary>A question that a link out of sight leaves open.</summary>
    protected RuleOutcome Unknown(string pointer, string message) => new RuleOutcome.Unknown { Rule = Info, Pointer = pointer, Message = message };
}
