namespace HomelabStorage.Policies.Manifests;

/// <summary>Anything that makes pods.</summary>
public sealed record Workload : Manifest
{
    /// <summary>How many pods may run at once.</summary>
    public required int Replicas { get; init; }

    /// <summary>The number of a StatefulSet's first pod.</summary>
    public int FirstOrdinal { get; init; }

    /// <summary>How an old pod gives way to a new one.</summary>
    public required Rollout Rollout { get; init; }

    /// <summary>The pod it makes.</summary>
    public required PodTemplate Pod { get; init; }

    /// <summary>The claims it makes for each replica.</summary>
    public IReadOnlyList<ClaimTemplate> ClaimTemplates { get; init; } = [];

    /// <summary>Whether its pods run to an end: Job and CronJob.</summary>
    public bool IsBatch => Reference.Kind is "Job" or "CronJob";

    /// <summary>Whether a workload controller made it, so that its owner is the one to judge.</summary>
    public bool IsOwned => Metadata.Controller is { IsJudged: true };
}
