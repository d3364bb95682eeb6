using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>A StorageClass of the household as written.</summary>
public sealed record ClassSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The class.</summary>
    public string? Name { get; init; }

    /// <summary>What it is.</summary>
    public string? Backend { get; init; }

    /// <summary>The protocol, where it differs from the backend's.</summary>
    public string? Protocol { get; init; }

    /// <summary>Where the bytes are, where that differs.</summary>
    public string? Where { get; init; }

    /// <summary>How many copies are kept, where that differs.</summary>
    public int? Replicas { get; init; }

    /// <summary>What file locks are worth, where that differs.</summary>
    public string? Locks { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ClassSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
        Backend = reader.Text("backend"),
        Protocol = reader.Text("protocol"),
        Where = reader.Text("where"),
        Replicas = reader.Number("replicas"),
        Locks = reader.Text("locks"),
    };
}
