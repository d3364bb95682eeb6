using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>What a switch leaves behind, as written.</summary>
public sealed record ResidueSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>What it is.</summary>
    public string? Kind { get; init; }

    /// <summary>How bad its loss would be.</summary>
    public string? Criticality { get; init; }

    /// <summary>What messages call it.</summary>
    public string? What { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ResidueSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Kind = reader.Text("kind"),
        Criticality = reader.Text("criticality"),
        What = reader.Text("what"),
    };
}
