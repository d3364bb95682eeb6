namespace HomelabStorage.Policies.Jobs;

/// <summary>Why a claim that is to be backed up is not.</summary>
/// <param name="Reason">A word for programs and for the reason of an Event: <c>NoTarget</c>.</param>
/// <param name="Message">What is in the way, as a sentence without its full stop.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record Obstacle(string Reason, string Message, string Remedy)
{
    /// <summary>The reason where the policy at hand names no target; the server may go by another policy.</summary>
    public const string NoTarget = "NoTarget";

    /// <summary>The reason where there is no volume yet.</summary>
    public const string NoVolume = "NoVolume";

    /// <summary>The reason where no known workload mounts the claim.</summary>
    public const string NotMounted = "NotMounted";

    /// <summary>The reason while the first probe of a target is under way.</summary>
    public const string TargetBeingTried = "TargetBeingTried";

    /// <summary>The reason where nothing makes the CronJob.</summary>
    public const string NoCronJob = "NoCronJob";

    /// <summary>The reason where somebody, or a restore, has suspended the CronJob.</summary>
    public const string Suspended = "Suspended";

    /// <summary>The reason where the claim is being deleted.</summary>
    public const string BeingDeleted = "BeingDeleted";

    /// <summary>Whether the backup begins by itself once something has come that is on its way, or that only the policy at hand lacks.</summary>
    public bool IsForNow => Reason is NoTarget or NoVolume or NotMounted or TargetBeingTried;

    /// <summary>Both in one line.</summary>
    public string Spoken => Remedy.Length > 0 ? $"{Message}; {Remedy}" : Message;
}
