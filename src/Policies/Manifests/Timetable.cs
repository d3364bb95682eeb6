using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>When a CronJob runs, and when it last ended well.</summary>
public sealed record Timetable
{
    /// <summary>When it runs.</summary>
    public required Recurrence Schedule { get; init; }

    /// <summary>Whether it is suspended.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Why its jobs start no pod; empty when they do.</summary>
    public string Idle { get; init; } = string.Empty;

    /// <summary>When a run last ended with 0; null when none has, or nothing tells.</summary>
    public DateTimeOffset? LastSuccess { get; init; }
}
