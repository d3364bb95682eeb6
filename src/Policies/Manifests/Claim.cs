using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A PersistentVolumeClaim, or the template of one.</summary>
public sealed record Claim : Manifest
{
    /// <summary>The phase of one to which no volume is bound.</summary>
    internal const string Pending = "Pending";

    /// <summary>What is asked of the volume.</summary>
    public required ClaimSpec Spec { get; init; }

    /// <summary>Whether a cluster has it, and no volume is bound to it yet: nothing can be in it.</summary>
    public bool IsPending => Past.Text(Pending).Length > 0;

    /// <summary>What our server said is in the way of its backups; null where nothing was read that says so.</summary>
    public ClaimEvent? Told { get; init; }
}
