namespace HomelabStorage.Cluster.Backups;

/// <summary>How a run ended, as far as it could be followed.</summary>
public abstract record FollowedRun
{
    private FollowedRun()
    {
    }

    /// <summary>The copy is good and at its target.</summary>
    public sealed record Good(string Message) : FollowedRun;

    /// <summary>It is not.</summary>
    public sealed record Failed(string Reason) : FollowedRun;

    /// <summary>Nobody could be asked any more; the run may go on.</summary>
    public sealed record Lost(string Reason) : FollowedRun;
}
