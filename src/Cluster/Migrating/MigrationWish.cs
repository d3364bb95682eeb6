namespace HomelabStorage.Cluster.Migrating;

/// <summary>A claim that somebody wants on another class, or back where it was.</summary>
public sealed record MigrationWish
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claim.</summary>
    public required string Claim { get; init; }

    /// <summary>The class it is to be on; empty where it goes back, or an interrupted move goes on.</summary>
    public string Class { get; init; } = string.Empty;

    /// <summary>The size of the new volume in bytes; zero for that of the old one.</summary>
    public decimal Size { get; init; }

    /// <summary>The image whose Job copies; empty for the one that runs in the cluster.</summary>
    public string Image { get; init; } = string.Empty;

    /// <summary>The image where none was named and none runs.</summary>
    public required string OtherImage { get; init; }

    /// <summary>Whether the volume that the claim had before is to be put back.</summary>
    public bool IsUndo { get; init; }

    /// <summary>Whether Flux and Argo are suspended for it, where they would start the app again or make the claim.</summary>
    public bool Suspends { get; init; }

    /// <summary>Whether nothing but the plan is wanted.</summary>
    public bool IsDry { get; init; }

    /// <summary>The claim as it is written on the command line.</summary>
    public string Spoken => $"{Namespace}/{Claim}";
}
