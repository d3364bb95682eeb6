using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>What some parts of mount paths tell, as written.</summary>
public sealed record PathHintSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>What is stored there.</summary>
    public string? Kind { get; init; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static PathHintSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Kind = reader.Text("kind"),
        Names = reader.Texts("names"),
    };
}
