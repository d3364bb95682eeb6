using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What is wrong with a mount option of NFS.</summary>
/// <param name="Why">What it does, as the end of "…, which".</param>
/// <param name="Instead">What to write.</param>
/// <param name="Ceiling">How bad it is at most.</param>
public sealed record NfsMountOption(string Why, string Instead, RuleAction Ceiling)
{
    private static readonly NfsMountOption Harmless = new(string.Empty, string.Empty, RuleAction.Off);

    /// <summary>Whether a write may be lost with it, or a lock unseen.</summary>
    public bool IsUnsafe => Ceiling > RuleAction.Audit;

    /// <summary>Grades an option as it is written.</summary>
    public static NfsMountOption Of(string option) => option switch
    {
        "soft" or "softerr" => new("gives up on a slow server and loses the write", "hard instead of soft", RuleAction.Deny),
        "nolock" or "local_lock=all" or "local_lock=posix" or "local_lock=flock" => new("keeps file locks local to each node", $"remove "
            + $"{option}", RuleAction.Deny),
        "nfsvers=3" or "vers=3" or "nfsvers=2" or "vers=2" =>
            new("has its file locks in a separate protocol (NLM), which loses them when the server or a node reboots", "nfsvers=4.1 instead", RuleAction.Audit),
        "async" => new("acknowledges writes before they are safe", "remove async", RuleAction.Deny),
        _ => Harmless,
    };
}
