using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Auditing;

/// <summary>How bad a finding is, in the words of policy reports.</summary>
internal static class Severity
{
    public static string Of(Decision decision) => decision switch
    {
        { Action: RuleAction.Deny, Finding.Rule.Group: RuleGroup.DataSafety } => "critical",
        { Action: RuleAction.Deny } => "high",
        _ => "medium",
    };
}
