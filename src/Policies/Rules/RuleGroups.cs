using System.Diagnostics;

namespace HomelabStorage.Policies.Rules;

/// <summary>What the chapters of the rules are called.</summary>
public static class RuleGroups
{
    /// <summary>The title of a chapter.</summary>
    public static string Title(RuleGroup group) => group switch
    {
        RuleGroup.DataSafety => "Data safety",
        RuleGroup.RightPlace => "The right place",
        RuleGroup.StorageClasses => "StorageClasses",
        RuleGroup.GitOps => "GitOps",
        RuleGroup.Annotations => "Annotations",
        _ => throw new UnreachableException(),
    };
}
