using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>Secrets that an operator of database servers makes, as written.</summary>
public sealed record ServerSecretSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Their names, with stars.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The keys that hold addresses.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>What the addresses begin with.</summary>
    public string? Address { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ServerSecretSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Names = reader.Texts("names"),
        Keys = reader.Texts("keys"),
        Address = reader.Text("address"),
    };
}
