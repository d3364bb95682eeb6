namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What the policy does with a finding; ordered from nothing to refusal.</summary>
public enum RuleAction
{
    /// <summary>The rule is not asked.</summary>
    Off,

    /// <summary>Reported only.</summary>
    Audit,

    /// <summary>Allowed with a warning.</summary>
    Warn,

    /// <summary>Changed where that is safe, else a warning.</summary>
    Fix,

    /// <summary>Refused.</summary>
    Deny,
}
