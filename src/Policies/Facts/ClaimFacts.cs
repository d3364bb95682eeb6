using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>Everything known about a claim.</summary>
public sealed record ClaimFacts : SubjectFacts
{
    /// <summary>The claim.</summary>
    public required Claim Claim { get; init; }

    /// <summary>The chain behind it.</summary>
    public required ClaimLink Link { get; init; }

    /// <summary>Where known workloads mount it.</summary>
    public required IReadOnlyList<MountFacts> Consumers { get; init; }

    /// <summary>What is known of the data where no workload in sight mounts it; null where one does. Found out when somebody asks.</summary>
    public Lazy<MountFacts>? Alone { get; init; }

    /// <summary>The Flux Kustomization that applies it; null when none known does.</summary>
    public Kustomization? Kustomization { get; init; }

    /// <inheritdoc/>
    public override Manifest Manifest => Claim;

    /// <inheritdoc/>
    public override IReadOnlyList<MountFacts> Mounts => Consumers;
}
