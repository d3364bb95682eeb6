using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>How much loss is acceptable, and what is done about it.</summary>
public sealed record Tier
{
    /// <summary>The data it is for.</summary>
    public required Criticality Criticality { get; init; }

    /// <summary>How much work may be lost.</summary>
    public required TimeSpan Rpo { get; init; }

    /// <summary>How long recovery may take.</summary>
    public required TimeSpan Rto { get; init; }

    /// <summary>When backups run, as a cron expression; empty where replication protects.</summary>
    public string Schedule { get; init; } = string.Empty;

    /// <summary>How copies are made.</summary>
    public BackupStrategy Strategy { get; init; } = BackupStrategy.Schedule;

    /// <summary>Whether anything of this tier is copied at all.</summary>
    public bool Protects => Strategy == BackupStrategy.Litestream || (Strategy == BackupStrategy.Schedule && Schedule.Length > 0);

    /// <summary>Which backups are kept, as <see cref="RetentionRules"/> are written; empty where that is left to whoever makes them.</summary>
    public string Keep { get; init; } = string.Empty;

    /// <summary>When the newest backup is restored and checked, as a cron expression; empty where nobody does.</summary>
    public string Verify { get; init; } = string.Empty;

    /// <summary>When the newest backup is restored without anybody asking.</summary>
    public RestoreMoment Restore { get; init; }

    /// <summary>What reports say of it: <c>RPO 6h, RTO 15m</c>.</summary>
    public string Spoken => $"RPO {Duration.Format(Rpo)}, RTO {Duration.Format(Rto)}";
}
