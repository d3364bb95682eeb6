namespace HomelabStorage.Policies.Manifests;

/// <summary>Anything that makes pods.</summary>
public sealed record Workload : Manifest
{
    /// <summary>How many pods may run at once.</summary>
    public required int Replicas { get; init; }

    /// <summary>The number of the first pod of those that are numbered.</summary>
    public int FirstOrdinal { get; init; }

    /// <summary>How an old pod gives way to a new one.</summary>
    public required Rollout Rollout { get; init; }

    /// <summary>What to write so that the old pod is gone before the new one starts; empty where that is so, or cannot be had.</summary>
    public string OneAtATime { get; init; } = string.Empty;

    /// <summary>Whether every replica keeps a whole copy of the data on claims of its own, as database operators run them.</summary>
    public bool KeepsCopies { get; init; }

    /// <summary>The pod it makes.</summary>
    public required PodTemplate Pod { get; init; }

    /// <summary>The claims it makes for each replica.</summary>
    public IReadOnlyList<ClaimTemplate> ClaimTemplates { get; init; } = [];

    /// <summary>Where it can send its own backups, of a database cluster; null for anything else.</summary>
    public DatabaseStores? Stores { get; init; }

    /// <summary>When it runs, of a CronJob; null for anything else.</summary>
    public Timetable? Timetable { get; init; }

    /// <summary>Whether there is a pod of a number. One that rests at no replicas is judged by its first.</summary>
    public bool HasPod(int ordinal) => ordinal >= FirstOrdinal && (long)ordinal - FirstOrdinal < Math.Max(1, Replicas);

    /// <summary>Whether its pods run to an end: Job and CronJob.</summary>
    public bool IsBatch => Reference.Kind is "Job" or "CronJob";

    /// <summary>Whether a workload controller made it, so that its owner is the one to judge.</summary>
    public bool IsOwned => Metadata.Controller is { IsJudged: true };
}
