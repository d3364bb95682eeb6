using HomelabStorage.Policies.Catalog;

namespace HomelabStorage.Policies.Policy;

/// <summary>How the household's backups are arranged.</summary>
public sealed record Protection
{
    /// <summary>Who is let know what is to be backed up.</summary>
    public IReadOnlyList<BackupRunner> Runners { get; init; } = [];

    /// <summary>Whether HomelabStorage's own CronJobs are, by annotations of its own.</summary>
    public bool HasOwnJobs { get; init; } = true;

    /// <summary>Where backups go; empty when each runner knows.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>Folders with more bytes than this are not copied whole.</summary>
    public long Largest { get; init; } = 20L << 30;

    /// <summary>The sidecar that replicates SQLite; null when the household has none.</summary>
    public LitestreamSettings? Litestream { get; init; }
}
