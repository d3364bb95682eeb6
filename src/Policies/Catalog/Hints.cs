namespace HomelabStorage.Policies.Catalog;

/// <summary>What is known of no app in particular.</summary>
public sealed record Hints
{
    /// <summary>What usual mount paths hold.</summary>
    public IReadOnlyList<PathHint> Paths { get; init; } = [];

    /// <summary>What lies at the path that a variable of a name holds, whatever the program.</summary>
    public IReadOnlyList<PathHint> Variables { get; init; } = [];

    /// <summary>Images that run whatever they are given.</summary>
    public IReadOnlyList<string> BaseImages { get; init; } = [];

    /// <summary>What the last part of an image's name may end with that says nothing of the program.</summary>
    public IReadOnlyList<string> ImageVariants { get; init; } = [];

    /// <summary>Last parts of images' names that say nothing of the program.</summary>
    public IReadOnlyList<string> NamelessImages { get; init; } = [];

    /// <summary>What registries call the folder of their mirror of Docker Hub.</summary>
    public IReadOnlyList<string> HubMirrors { get; init; } = [];

    /// <summary>Variables that name the owner of an app's files, each with the one for the group.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserVariables { get; init; } = [];

    /// <summary>Variables that tell a program that makes volumes what it is and where it makes them.</summary>
    public IReadOnlyList<ProvisionerVariable> ProvisionerVariables { get; init; } = [];

    /// <summary>Secrets that operators of database servers make for the programs that use them.</summary>
    public IReadOnlyList<ServerSecret> ServerSecrets { get; init; } = [];

    /// <summary>Where on a node provisioners make volumes.</summary>
    public IReadOnlyList<NodeFolders> NodeFolders { get; init; } = [];

    /// <summary>Who runs backups.</summary>
    public IReadOnlyList<BackupRunner> Runners { get; init; } = [];

    /// <summary>The beginnings of labels and annotations by which other tools claim a claim for themselves.</summary>
    public IReadOnlyList<string> OwnedByOthers { get; init; } = [];

    /// <summary>The beginnings of labels by which service meshes decide what they put into a pod.</summary>
    public IReadOnlyList<string> MeshLabels { get; init; } = [];

    /// <summary>Words of the command line of an init container with which it may bring the data of a volume back at every start.</summary>
    public IReadOnlyList<string> Restorers { get; init; } = [];

    /// <summary>Provisioners of directories of the node that make local volumes of them, and not host paths.</summary>
    public IReadOnlyList<string> LocalVolumes { get; init; } = [];

    /// <summary>Annotations of claims and classes by which other provisioners are told to.</summary>
    public IReadOnlyList<string> LocalVolumeMarks { get; init; } = [];

    /// <summary>What the value of a Secret's key begins with, where an operator of a database server makes it; empty otherwise.</summary>
    public string ServerAddress(string secret, string key)
    {
        for (var i = 0; i < ServerSecrets.Count; i++)
        {
            var made = ServerSecrets[i];
            if (made.Keys.Contains(key, StringComparer.Ordinal) && made.Names.Any(name => name.Matches(secret)))
            {
                return made.Address;
            }
        }

        return string.Empty;
    }
}
