namespace HomelabStorage.Cluster.Leases;

/// <summary>A time of leadership.</summary>
/// <param name="AwayFrom">Since when nobody may have been here before this; null when the one before handed over.</param>
public sealed record Reign(DateTimeOffset? AwayFrom);
