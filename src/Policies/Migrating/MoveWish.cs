namespace HomelabStorage.Policies.Migrating;

/// <summary>The move of a claim that somebody asks for.</summary>
public sealed record MoveWish
{
    /// <summary>The claim's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claim.</summary>
    public required string Name { get; init; }

    /// <summary>The class it is to be on; empty where none was named.</summary>
    public required string Class { get; init; }

    /// <summary>The size of the new volume in bytes; zero for that of the old one.</summary>
    public decimal Size { get; init; }

    /// <summary>The image of this program, whose Job copies.</summary>
    public required string Image { get; init; }

    /// <summary>The claim as it is written on the command line.</summary>
    public string Spoken => $"{Namespace}/{Name}";
}
