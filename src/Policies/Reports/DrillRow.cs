using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>A volume with data worth keeping, and whether a copy of them was restored and checked.</summary>
public sealed record DrillRow
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claim; empty for a volume that a pod names itself.</summary>
    public required string Claim { get; init; }

    /// <summary>How messages name it.</summary>
    public required string Spoken { get; init; }

    /// <summary>The programs that write there; none where nothing known does.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>How bad a loss would be; low where nothing says.</summary>
    public Criticality Criticality { get; init; } = Criticality.Low;

    /// <summary>What is known.</summary>
    public required DrillState State { get; init; }

    /// <summary>Why, as a sentence without a full stop.</summary>
    public required string Said { get; init; }

    /// <summary>What the CronJobs of homelab-storage say of it.</summary>
    public CheckedClaim? Checked { get; init; }
}
