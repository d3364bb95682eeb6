using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>How many copies are kept, as written.</summary>
public sealed record ReplicasSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The class parameter that says so.</summary>
    public string? Parameter { get; init; }

    /// <summary>How many, where nothing says.</summary>
    public int? Default { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ReplicasSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Parameter = reader.Text("parameter"),
        Default = reader.Number("default"),
    };
}
