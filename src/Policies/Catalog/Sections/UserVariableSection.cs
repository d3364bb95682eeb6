using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>Variables by which an image is told whom its files belong to, as written.</summary>
public sealed record UserVariableSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The user's.</summary>
    public string? User { get; init; }

    /// <summary>The group's.</summary>
    public string? Group { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static UserVariableSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        User = reader.Text("user"),
        Group = reader.Text("group"),
    };
}
