using HomelabStorage.Cluster.Leases;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>How long a restore waits.</summary>
public sealed record RestorePace
{
    /// <summary>How often it looks.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long pods have to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How its Lease is held.</summary>
    public LeasePace Lease { get; init; } = new();
}
