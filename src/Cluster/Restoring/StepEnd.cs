namespace HomelabStorage.Cluster.Restoring;

/// <summary>How a step ended.</summary>
internal abstract record StepEnd
{
    private StepEnd()
    {
    }

    /// <summary>It is done, or was done before.</summary>
    public sealed record Done(string Message) : StepEnd
    {
        /// <summary>Done, and nothing to say.</summary>
        public static Done Silent { get; } = new(string.Empty);
    }

    /// <summary>It cannot be done, and the volume is as it was: everything is put back.</summary>
    public sealed record Refused(string Reason) : StepEnd;

    /// <summary>Nobody could be asked. Where it stands is written down, so that it can go on.</summary>
    public sealed record Lost(string Reason) : StepEnd;

    /// <summary>The volume may be between two states: the app must not start on it.</summary>
    public sealed record Stuck(string Reason) : StepEnd;
}
