namespace HomelabStorage.Policies.Jobs;

/// <summary>Why a claim that is to be backed up is not.</summary>
/// <param name="Reason">A word for programs and for the reason of an Event: <c>NoTarget</c>.</param>
/// <param name="Message">What is in the way, as a sentence without its full stop.</param>
/// <param name="Remedy">What to write instead.</param>
public sealed record Obstacle(string Reason, string Message, string Remedy)
{
    /// <summary>The reason where the policy at hand names no target; the server may go by another policy.</summary>
    public const string NoTarget = "NoTarget";

    /// <summary>Both in one line.</summary>
    public string Spoken => Remedy.Length > 0 ? $"{Message}; {Remedy}" : Message;
}
