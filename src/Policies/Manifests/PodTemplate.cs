namespace HomelabStorage.Policies.Manifests;

/// <summary>The pod a workload makes.</summary>
public sealed record PodTemplate
{
    /// <summary>Every container, in the order in which they start.</summary>
    public required IReadOnlyList<Container> Containers { get; init; }

    /// <summary>Every volume.</summary>
    public required IReadOnlyList<PodVolume> Volumes { get; init; }

    /// <summary>Labels and annotations of the pod.</summary>
    public required Metadata Metadata { get; init; }
}
