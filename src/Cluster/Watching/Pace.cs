namespace HomelabStorage.Cluster.Watching;

/// <summary>How patient a watch is.</summary>
public sealed record Pace
{
    /// <summary>Objects of one page of a list.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>After this the API server ends a watch by itself.</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Without a line for so long, not even a bookmark, a connection counts as lost.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>The first wait after a failure; each further one is twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often to look whether a kind that the cluster does not know has been installed; it is one request, answered by 404.</summary>
    public TimeSpan LookForKind { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often to look whether a kind that may not be listed may be listed now; each time is a line in the log.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromMinutes(10);
}
