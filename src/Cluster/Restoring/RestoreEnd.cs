namespace HomelabStorage.Cluster.Restoring;

/// <summary>What came of a restore.</summary>
public abstract record RestoreEnd
{
    private RestoreEnd()
    {
    }

    /// <summary>The data is back, and so is everything else.</summary>
    public sealed record Done(string Message) : RestoreEnd;

    /// <summary>It was tried; the data is as it was, or the message says otherwise.</summary>
    public sealed record Failed(string Reason) : RestoreEnd;

    /// <summary>It cannot be done as it was asked for; nothing was changed.</summary>
    public sealed record Refused(string Reason) : RestoreEnd;

    /// <summary>The API server did not answer.</summary>
    public sealed record Lost(string Reason) : RestoreEnd;
}
