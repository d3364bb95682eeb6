namespace HomelabStorage.Cluster.Backups;

/// <summary>When the backups of a cluster are looked at.</summary>
public sealed record BackupPace
{
    /// <summary>It waits until nothing has changed for so long: an apply is many changes.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>But no longer than this.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Without any change it looks as often as this, at the runs above all.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it looks whether it is due.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Pods that have not started after this long will not start by themselves.</summary>
    public TimeSpan NeverStarted { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A probe ends after ten minutes, and takes its pod along: why that does not start is said before.</summary>
    public TimeSpan ProbeNeverStarted { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>How many requests are under way at once. On two cores more are no faster, and the API server answers everybody else later.</summary>
    public int AtOnce { get; init; } = 3;
}
