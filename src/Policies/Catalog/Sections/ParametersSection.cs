using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>What a backend's classes may say, as written.</summary>
public sealed record ParametersSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Every parameter it reads.</summary>
    public IReadOnlyList<string>? Known { get; init; }

    /// <summary>Those without which it makes no volume.</summary>
    public IReadOnlyList<string>? Required { get; init; }

    /// <summary>Whether upper and lower case are the same to it.</summary>
    public bool? IgnoreCase { get; init; }

    /// <summary>What it does with another one: refused or ignored.</summary>
    public string? Others { get; init; }

    /// <summary>The version whose parameters they are.</summary>
    public string? AsOf { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ParametersSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Known = reader.Texts("known"),
        Required = reader.Texts("required"),
        IgnoreCase = reader.Flag("ignoreCase"),
        Others = reader.Text("others"),
        AsOf = reader.Text("asOf"),
    };
}
