using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>A row of the decision matrix as written.</summary>
public sealed record MatrixRowSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Kinds of data the row is for.</summary>
    public IReadOnlyList<string>? Data { get; init; }

    /// <summary>Classes for data that cannot be made again.</summary>
    public IReadOnlyList<string>? Critical { get; init; }

    /// <summary>Classes for data that can be rebuilt with effort.</summary>
    public IReadOnlyList<string>? Important { get; init; }

    /// <summary>Classes for data that is rebuilt without effort.</summary>
    public IReadOnlyList<string>? Low { get; init; }

    /// <summary>Protocols that lose such data.</summary>
    public IReadOnlyList<string>? Never { get; init; }

    /// <summary>Protocols that are slow or a risk for such data.</summary>
    public IReadOnlyList<string>? Avoid { get; init; }

    /// <summary>The reason.</summary>
    public string? Why { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static MatrixRowSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Data = reader.Texts("data"),
        Critical = reader.Texts("critical"),
        Important = reader.Texts("important"),
        Low = reader.Texts("low"),
        Never = reader.Texts("never"),
        Avoid = reader.Texts("avoid"),
        Why = reader.Text("why"),
    };
}
