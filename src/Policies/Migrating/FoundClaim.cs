using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Migrating;

/// <summary>A claim that was asked for: one of its own, or one that a controller makes of a template.</summary>
/// <param name="Link">The claim and what is behind it.</param>
/// <param name="Consumers">Who mounts it.</param>
/// <param name="Around">What is around it.</param>
internal sealed record FoundClaim(ClaimLink Link, IReadOnlyList<MountFacts> Consumers, Surroundings Around)
{
    /// <summary>The workload that makes it of a template; null where it is written itself.</summary>
    public Workload? Maker { get; init; }

    /// <summary>That template.</summary>
    public ClaimTemplate? Template { get; init; }

    /// <summary>Whoever mounts it, each once.</summary>
    public IReadOnlyList<Workload> Workloads { get; } = [.. Consumers.Select(m => m.Workload).DistinctBy(w => w.Reference)];

    /// <summary>What it asks for.</summary>
    public ClaimSpec Spec => Link.Spec ?? Template!.Spec;

    /// <summary>The folder its manifest is in.</summary>
    public string Folder => (Link.Claim as Manifest ?? Maker)?.Source.Folder ?? string.Empty;
}
