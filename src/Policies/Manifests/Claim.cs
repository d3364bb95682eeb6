using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A PersistentVolumeClaim, or the template of one.</summary>
public sealed record Claim : Manifest
{
    /// <summary>What is asked of the volume.</summary>
    public required ClaimSpec Spec { get; init; }
}
