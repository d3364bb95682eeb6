namespace HomelabStorage.Cluster.Auditing;

/// <summary>When the continuous audit runs.</summary>
public sealed record AuditPace
{
    /// <summary>It waits until nothing has changed for so long: an apply is many changes.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>But no longer than this.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Without any change it runs as often as this; exemptions end by the calendar.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After this it runs again when something could not be said or reported; after each further failure it waits twice as long.</summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After a gap the first server is ready, but not asked yet, for so long at most: the kubelet and kube-proxy have to notice.</summary>
    public TimeSpan Settles { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it looks whether it is due.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);
}
