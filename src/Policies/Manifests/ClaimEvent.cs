namespace HomelabStorage.Policies.Manifests;

/// <summary>What an Event of our server on a claim says is in the way of its backups.</summary>
/// <param name="Reason">A word for programs: <c>NameTaken</c>.</param>
/// <param name="Message">What is in the way.</param>
/// <param name="Remedy">What to do; empty where the message says it.</param>
/// <param name="At">When it was last said.</param>
public sealed record ClaimEvent(string Reason, string Message, string Remedy, DateTimeOffset At)
{
    /// <summary>How the reasons of such Events begin.</summary>
    public const string Prefix = "BackupObstacle";

    /// <summary>The server says it again after this long, for as long as it is so.</summary>
    public static readonly TimeSpan Repeated = TimeSpan.FromMinutes(10);

    /// <summary>Whether it still counts: what is so has been said again by then.</summary>
    public bool IsFresh(DateTimeOffset now) => now - At < 2 * Repeated;
}
