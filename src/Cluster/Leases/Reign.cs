namespace HomelabStorage.Cluster.Leases;

/// <summary>A time of leadership.</summary>
/// <param name="AwayFrom">Since when nobody led before this; null when there was no gap.</param>
/// <param name="Began">When it began.</param>
public sealed record Reign(DateTimeOffset? AwayFrom, DateTimeOffset Began);
