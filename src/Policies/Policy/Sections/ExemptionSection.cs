using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>An exemption as written.</summary>
public sealed record ExemptionSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Rule ids, or * for all.</summary>
    public IReadOnlyList<string>? Rules { get; init; }

    /// <summary>Kinds of object.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>Namespaces, with * for any run of characters.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>Object names, with * for any run of characters.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The images it was given for.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>The StorageClasses it was given for; an empty name for none.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The kinds of data it was given for.</summary>
    public IReadOnlyList<string>? Data { get; init; }

    /// <summary>Why it is acceptable.</summary>
    public string? Reason { get; init; }

    /// <summary>The last day it holds.</summary>
    public string? Until { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ExemptionSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Rules = reader.Texts("rules"),
        Kinds = reader.Texts("kinds"),
        Namespaces = reader.Texts("namespaces"),
        Names = reader.Texts("names"),
        Images = reader.Texts("images"),
        Classes = reader.Texts("classes"),
        Data = reader.Texts("data"),
        Reason = reader.Text("reason"),
        Until = reader.Text("until"),
    };
}
