namespace HomelabStorage.Cluster.Leases;

/// <summary>How a lease is held.</summary>
public sealed record LeasePace
{
    /// <summary>How long it holds without being renewed.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often it is renewed, or looked at.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(3);
}
