using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What changes a backend's promise, and to what. Null keeps what was promised before.</summary>
public sealed record BackendCase
{
    /// <summary>Conditions that must all hold.</summary>
    public required IReadOnlyList<BackendCondition> When { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>The protocol then.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The place of the bytes then.</summary>
    public Whereabouts? Where { get; init; }

    /// <summary>The worth of locks then.</summary>
    public FileLocks? Locks { get; init; }

    /// <summary>The copies kept then.</summary>
    public int? Replicas { get; init; }

    /// <summary>The access modes then.</summary>
    public AccessModes? AccessModes { get; init; }

    /// <summary>Whether volumes can grow then.</summary>
    public bool? IsExpandable { get; init; }

    /// <summary>Whether volumes can be snapshotted then.</summary>
    public bool? HasSnapshots { get; init; }

    /// <summary>Whether the data of a deleted volume are kept.</summary>
    public bool? KeepsDeleted { get; init; }

    /// <summary>Whether all volumes are one folder.</summary>
    public bool? IsOneFolder { get; init; }

    /// <summary>Whether the only copy may be on another node than the pod.</summary>
    public bool? IsOnAnyNode { get; init; }

    /// <summary>Whether what the conditions say contradicts itself, so that nobody can tell what it is.</summary>
    public bool Contradicts { get; init; }

    /// <summary>The traits with this case's changes.</summary>
    public BackendTraits Apply(BackendTraits traits) => traits with
    {
        Protocol = Protocol ?? traits.Protocol,
        Where = Where ?? traits.Where,
        Locks = Locks ?? (Protocol is { } protocol ? BackendTraits.UsualLocks(protocol) : traits.Locks),
        Replicas = Replicas ?? traits.Replicas,
        ReplicasParameter = Replicas is null ? traits.ReplicasParameter : string.Empty,
        AccessModes = AccessModes ?? traits.AccessModes,
        IsExpandable = IsExpandable ?? traits.IsExpandable,
        HasSnapshots = HasSnapshots ?? traits.HasSnapshots,
        KeepsDeleted = KeepsDeleted ?? traits.KeepsDeleted,
        IsOneFolder = IsOneFolder ?? traits.IsOneFolder,
        IsOnAnyNode = IsOnAnyNode ?? traits.IsOnAnyNode,
    };
}
