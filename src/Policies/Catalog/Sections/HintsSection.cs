using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>What is known of no app in particular, as written.</summary>
public sealed record HintsSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>What usual mount paths hold.</summary>
    public IReadOnlyList<PathHintSection>? Paths { get; init; }

    /// <summary>What lies at the path that usual variables hold.</summary>
    public IReadOnlyList<PathHintSection>? Variables { get; init; }

    /// <summary>Provisioners of directories that make local volumes.</summary>
    public IReadOnlyList<string>? LocalVolumes { get; init; }

    /// <summary>Annotations that tell others to.</summary>
    public IReadOnlyList<string>? LocalVolumeMarks { get; init; }

    /// <summary>Images that run whatever they are given.</summary>
    public IReadOnlyList<string>? BaseImages { get; init; }

    /// <summary>What images' names end with beside the program's.</summary>
    public IReadOnlyList<string>? ImageVariants { get; init; }

    /// <summary>Images' names that say nothing of the program.</summary>
    public IReadOnlyList<string>? NamelessImages { get; init; }

    /// <summary>Folders of mirrors of Docker Hub.</summary>
    public IReadOnlyList<string>? HubMirrors { get; init; }

    /// <summary>Variables that name the owner of files.</summary>
    public IReadOnlyList<UserVariableSection>? UserVariables { get; init; }

    /// <summary>Variables that name a provisioner and its server.</summary>
    public IReadOnlyList<ProvisionerVariableSection>? ProvisionerVariables { get; init; }

    /// <summary>Secrets that operators of database servers make.</summary>
    public IReadOnlyList<ServerSecretSection>? ServerSecrets { get; init; }

    /// <summary>Where on a node provisioners make volumes.</summary>
    public IReadOnlyList<NodeFoldersSection>? NodeFolders { get; init; }

    /// <summary>Who runs backups.</summary>
    public IReadOnlyList<BackupRunnerSection>? BackupRunners { get; init; }

    /// <summary>Labels and annotations of other tools' claims.</summary>
    public IReadOnlyList<string>? OwnedByOthers { get; init; }

    /// <summary>Labels of service meshes.</summary>
    public IReadOnlyList<string>? MeshLabels { get; init; }

    /// <summary>Words of a command line with which data comes from elsewhere.</summary>
    public IReadOnlyList<string>? Restorers { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static HintsSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Paths = reader.Sections("paths", PathHintSection.Read),
        Variables = reader.Sections("variables", PathHintSection.Read),
        LocalVolumes = reader.Texts("localVolumes"),
        LocalVolumeMarks = reader.Texts("localVolumeMarks"),
        BaseImages = reader.Texts("baseImages"),
        ImageVariants = reader.Texts("imageVariants"),
        NamelessImages = reader.Texts("namelessImages"),
        HubMirrors = reader.Texts("hubMirrors"),
        UserVariables = reader.Sections("userVariables", UserVariableSection.Read),
        ProvisionerVariables = reader.Sections("provisionerVariables", ProvisionerVariableSection.Read),
        ServerSecrets = reader.Sections("serverSecrets", ServerSecretSection.Read),
        NodeFolders = reader.Sections("nodeFolders", NodeFoldersSection.Read),
        BackupRunners = reader.Sections("backupRunners", BackupRunnerSection.Read),
        OwnedByOthers = reader.Texts("ownedByOthers"),
        MeshLabels = reader.Texts("meshLabels"),
        Restorers = reader.Texts("restorers"),
    };
}
