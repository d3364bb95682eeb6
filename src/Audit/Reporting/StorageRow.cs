namespace HomelabStorage.Audit.Reporting;

/// <summary>A volume of a workload on the storage map.</summary>
internal sealed record StorageRow
{
    /// <summary>The cluster, where the files are of several; empty otherwise.</summary>
    public required string Cluster { get; init; }

    /// <summary>The namespace; empty for one that is not written.</summary>
    public required string Namespace { get; init; }

    /// <summary>The workload as messages name it.</summary>
    public required string Workload { get; init; }

    /// <summary>Where it is mounted.</summary>
    public required string Path { get; init; }

    /// <summary>What is stored there.</summary>
    public required string Data { get; init; }

    /// <summary>How bad it would be to lose it.</summary>
    public required string Criticality { get; init; }

    /// <summary>The claim; empty for a volume without one.</summary>
    public required string Claim { get; init; }

    /// <summary>The class, PersistentVolume or path.</summary>
    public required string Storage { get; init; }

    /// <summary>What that is, and where the bytes are.</summary>
    public required string Backend { get; init; }

    /// <summary>The strongest action of a new finding about it, or that all are known from before, or that there is none.</summary>
    public required string Verdict { get; init; }

    /// <summary>The workload, and its cluster where the files are of several.</summary>
    public string Owner => Cluster.Length > 0 ? $"{Workload} in {Cluster}" : Workload;
}
