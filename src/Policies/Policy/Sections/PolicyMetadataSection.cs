using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>The metadata of a policy file as written.</summary>
public sealed record PolicyMetadataSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The policy's name.</summary>
    public string? Name { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static PolicyMetadataSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
    };
}
