using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>Everything known about a StorageClass.</summary>
public sealed record StorageClassFacts : SubjectFacts
{
    /// <summary>The class.</summary>
    public required StorageClass Class { get; init; }

    /// <summary>What its volumes are, for a claim that asks to read and write on one node.</summary>
    public required Backend Backend { get; init; }

    /// <summary>The catalog's entry for its provisioner; null when it has none.</summary>
    public BackendEntry? Entry { get; init; }

    /// <summary>The names of other known default classes, in their order.</summary>
    public IReadOnlyList<string> OtherDefaults { get; init; } = [];

    /// <summary>Where known workloads mount claims of it.</summary>
    public required IReadOnlyList<MountFacts> Consumers { get; init; }

    /// <inheritdoc/>
    public override Manifest Manifest => Class;

    /// <inheritdoc/>
    public override IReadOnlyList<MountFacts> Mounts => [];
}
