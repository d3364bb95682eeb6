using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>
/// A recovery that was agreed to. It is written on the Lease of the node, which no claim owns, before anything is changed: the claims, and with them the
/// CronJobs that know the way to their backups, are deleted on the way.
/// </summary>
internal sealed record RecoveryPlan
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it was agreed to.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>What applies the workloads, and rests from the first step to the last.</summary>
    public required IReadOnlyList<Pause> Suspended { get; init; }

    /// <summary>The apps, in the order in which they come back.</summary>
    public required IReadOnlyList<RecoveredApp> Apps { get; init; }

    /// <summary>The same with one app as it is by now.</summary>
    public RecoveryPlan With(RecoveredApp old, RecoveredApp now) => this with { Apps = [.. Apps.Select(a => ReferenceEquals(a, old) ? now : a)] };

    /// <summary>The plan as a text.</summary>
    public string Write() => PackedPlan.Write(this, RecoveryPlanJson.Default.RecoveryPlan);

    /// <summary>The plan that a text says; null when it says none.</summary>
    public static RecoveryPlan? Read(string text) => PackedPlan.Read(text, RecoveryPlanJson.Default.RecoveryPlan);
}
