using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>The way of an app to another database, as written.</summary>
public sealed record AppMoveSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The database.</summary>
    public string? To { get; init; }

    /// <summary>Where the way is described.</summary>
    public string? Source { get; init; }

    /// <summary>What to do, in order.</summary>
    public IReadOnlyList<string>? Steps { get; init; }

    /// <summary>What does not come along.</summary>
    public string? Leaves { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static AppMoveSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        To = reader.Text("to"),
        Source = reader.Text("source"),
        Steps = reader.Texts("steps"),
        Leaves = reader.Text("leaves"),
    };
}
