using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>What reaches a threshold.</summary>
internal static class Thresholds
{
    /// <summary>Whether a finding with an action makes the exit code 1.</summary>
    public static bool IsReached(this FailOn threshold, RuleAction action) => threshold switch
    {
        FailOn.Never => false,
        FailOn.Warn => action >= RuleAction.Warn,
        _ => action == RuleAction.Deny,
    };
}
