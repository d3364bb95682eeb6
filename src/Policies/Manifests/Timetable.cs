using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>When a CronJob runs.</summary>
public sealed record Timetable
{
    /// <summary>When it runs.</summary>
    public required Recurrence Schedule { get; init; }

    /// <summary>Whether it is suspended.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Why its jobs start no pod; empty when they do.</summary>
    public string Idle { get; init; } = string.Empty;
}
