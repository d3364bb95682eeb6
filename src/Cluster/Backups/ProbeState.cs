namespace HomelabStorage.Cluster.Backups;

/// <summary>What is known of a target in a namespace.</summary>
internal abstract record ProbeState
{
    private ProbeState()
    {
    }

    /// <summary>It keeps what it is given: a CronJob goes there already, or a probe has succeeded.</summary>
    public sealed record Good : ProbeState
    {
        public static Good Instance { get; } = new();
    }

    /// <summary>A probe is to be made.</summary>
    /// <param name="Attempt">Which it will be.</param>
    /// <param name="Words">Why the one before failed; empty for the first.</param>
    public sealed record Due(int Attempt, string Words) : ProbeState;

    /// <summary>One is under way, or has failed not long ago.</summary>
    /// <param name="Words">What is wrong; empty when nothing is so far.</param>
    public sealed record Waiting(string Words) : ProbeState;
}
