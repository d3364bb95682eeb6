namespace HomelabStorage.Policies.Rules;

/// <summary>The chapters of the rules.</summary>
public enum RuleGroup
{
    /// <summary>Data may be lost.</summary>
    DataSafety,

    /// <summary>Data is stored in the wrong place.</summary>
    RightPlace,

    /// <summary>A StorageClass is not what it seems.</summary>
    StorageClasses,

    /// <summary>GitOps may delete data.</summary>
    GitOps,

    /// <summary>An annotation cannot be followed.</summary>
    Annotations,
}
