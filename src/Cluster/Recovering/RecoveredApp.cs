using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Workloads of a namespace and the claims of theirs that are lost: none of them can start before all of these are back.</summary>
internal sealed record RecoveredApp
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claims.</summary>
    public required IReadOnlyList<RecoveredClaim> Claims { get; init; }

    /// <summary>What rests until they are back, in the order in which it is stopped.</summary>
    public required IReadOnlyList<Pause> Pauses { get; init; }

    /// <summary>Whether they are back, so that all that is left is to start the workloads.</summary>
    public bool IsBack { get; init; }

    /// <summary>Why it came to nothing before anything was deleted; empty while it has not.</summary>
    public string Failure { get; init; } = string.Empty;

    /// <summary>How messages name it.</summary>
    public string Spoken => string.Join(" and ", Claims.Select(c => $"{Namespace}/{c.Name}"));
}
