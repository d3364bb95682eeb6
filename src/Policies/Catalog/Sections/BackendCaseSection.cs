using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>A case of a backend as written.</summary>
public sealed record BackendCaseSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public IReadOnlyList<ConditionSection>? When { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public string? Why { get; init; }

    /// <summary>The protocol then.</summary>
    public string? Protocol { get; init; }

    /// <summary>The place of the bytes then.</summary>
    public string? Where { get; init; }

    /// <summary>The copies then.</summary>
    public ReplicasSection? Replicas { get; init; }

    /// <summary>The worth of locks then.</summary>
    public string? Locks { get; init; }

    /// <summary>The access modes then.</summary>
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>Whether volumes can grow then.</summary>
    public bool? Expandable { get; init; }

    /// <summary>Whether volumes can be snapshotted then.</summary>
    public bool? Snapshots { get; init; }

    /// <summary>Whether the data of a deleted volume are kept.</summary>
    public bool? KeepsDeleted { get; init; }

    /// <summary>Whether all volumes are one folder.</summary>
    public bool? OneFolder { get; init; }

    /// <summary>Whether the only copy may be on another node than the pod.</summary>
    public bool? AnyNode { get; init; }

    /// <summary>Whether the conditions contradict each other.</summary>
    public bool? Contradiction { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static BackendCaseSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        When = reader.Sections("when", ConditionSection.Read),
        Why = reader.Text("why"),
        Protocol = reader.Text("protocol"),
        Where = reader.Text("where"),
        Replicas = reader.Section("replicas", ReplicasSection.Read),
        Locks = reader.Text("locks"),
        AccessModes = reader.Texts("accessModes"),
        Expandable = reader.Flag("expandable"),
        Snapshots = reader.Flag("snapshots"),
        KeepsDeleted = reader.Flag("keepsDeleted"),
        OneFolder = reader.Flag("oneFolder"),
        AnyNode = reader.Flag("anyNode"),
        Contradiction = reader.Flag("contradiction"),
    };
}
