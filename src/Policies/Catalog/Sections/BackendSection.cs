using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>A backend as written.</summary>
public sealed record BackendSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its name as people say it.</summary>
    public string? Title { get; init; }

    /// <summary>Its product family.</summary>
    public string? Family { get; init; }

    /// <summary>Provisioner and driver names.</summary>
    public IReadOnlyList<string>? Provisioners { get; init; }

    /// <summary>Names that installers give its classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>How its bytes are reached.</summary>
    public string? Protocol { get; init; }

    /// <summary>Where its bytes are.</summary>
    public string? Where { get; init; }

    /// <summary>How many copies are kept.</summary>
    public ReplicasSection? Replicas { get; init; }

    /// <summary>What its file locks are worth.</summary>
    public string? Locks { get; init; }

    /// <summary>Access modes for file systems.</summary>
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>Access modes for raw block devices.</summary>
    public IReadOnlyList<string>? BlockAccessModes { get; init; }

    /// <summary>Whether volumes can grow.</summary>
    public bool? Expandable { get; init; }

    /// <summary>Whether volumes can be snapshotted.</summary>
    public bool? Snapshots { get; init; }

    /// <summary>Whether the data of a deleted volume are kept.</summary>
    public bool? KeepsDeleted { get; init; }

    /// <summary>Whether nothing is read or written where too few of the copies are left.</summary>
    public bool? Majority { get; init; }

    /// <summary>What changes all that.</summary>
    public IReadOnlyList<BackendCaseSection>? Cases { get; init; }

    /// <summary>What its classes may say.</summary>
    public ParametersSection? Parameters { get; init; }

    /// <summary>Public addresses where the entry can be checked.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static BackendSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
        Title = reader.Text("title"),
        Family = reader.Text("family"),
        Provisioners = reader.Texts("provisioners"),
        ClassNames = reader.Texts("classNames"),
        Protocol = reader.Text("protocol"),
        Where = reader.Text("where"),
        Replicas = reader.Section("replicas", ReplicasSection.Read),
        Locks = reader.Text("locks"),
        AccessModes = reader.Texts("accessModes"),
        BlockAccessModes = reader.Texts("blockAccessModes"),
        Expandable = reader.Flag("expandable"),
        Snapshots = reader.Flag("snapshots"),
        KeepsDeleted = reader.Flag("keepsDeleted"),
        Majority = reader.Flag("majority"),
        Cases = reader.Sections("cases", BackendCaseSection.Read),
        Parameters = reader.Section("parameters", ParametersSection.Read),
        Evidence = reader.Texts("evidence"),
    };
}
