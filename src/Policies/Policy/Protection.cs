using HomelabStorage.Policies.Catalog;

namespace HomelabStorage.Policies.Policy;

/// <summary>How the household's backups are arranged.</summary>
public sealed record Protection
{
    /// <summary>Who is told what is to be backed up.</summary>
    public IReadOnlyList<BackupRunner> Runners { get; init; } = [];

    /// <summary>Whether HomelabStorage's own CronJobs are, by annotations of its own.</summary>
    public bool HasOwnJobs { get; init; } = true;

    /// <summary>Where backups go; empty when each runner knows.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>What the folder of this cluster's backups is called at the target.</summary>
    public string Cluster { get; init; } = "home";

    /// <summary>The time zone that schedules are meant in, by its name in the IANA database; empty for the one of the control plane, as a rule UTC.</summary>
    public string TimeZone { get; init; } = string.Empty;

    /// <summary>Folders with more bytes than this are not copied whole.</summary>
    public long Largest { get; init; } = 20L << 30;

    /// <summary>The sidecar that replicates SQLite; null when the household has none.</summary>
    public LitestreamSettings? Litestream { get; init; }
}
