using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>A storage appliance as written.</summary>
public sealed record NasSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Host names and addresses.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    /// <summary>Paths on the nodes that are mounts of it.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>How the nodes mount it.</summary>
    public string? Protocol { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static NasSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
        Addresses = reader.Texts("addresses"),
        Paths = reader.Texts("paths"),
        Protocol = reader.Text("protocol"),
    };
}
