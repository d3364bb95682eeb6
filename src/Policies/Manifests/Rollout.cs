namespace HomelabStorage.Policies.Manifests;

/// <summary>How an old pod gives way to a new one.</summary>
public enum Rollout
{
    /// <summary>It does not: a pod, a job.</summary>
    None,

    /// <summary>The old one is gone before the new one starts.</summary>
    OneAfterAnother,

    /// <summary>Both run for a while.</summary>
    Overlapping,
}
