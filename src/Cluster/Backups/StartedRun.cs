namespace HomelabStorage.Cluster.Backups;

/// <summary>What came of starting a run.</summary>
public abstract record StartedRun
{
    private StartedRun()
    {
    }

    /// <summary>It has begun.</summary>
    /// <param name="CronJob">The CronJob.</param>
    /// <param name="Job">The Job that was made of it.</param>
    public sealed record Begun(string CronJob, string Job) : StartedRun;

    /// <summary>There is nothing to run, or it may not be run.</summary>
    public sealed record Refused(string Reason) : StartedRun;

    /// <summary>The API server did not answer.</summary>
    public sealed record Unreachable(string Reason) : StartedRun;
}
