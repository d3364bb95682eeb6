using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>A switch of an app as written.</summary>
public sealed record AppSwitchSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The variable.</summary>
    public string? Env { get; init; }

    /// <summary>A key of the settings file.</summary>
    public string? Key { get; init; }

    /// <summary>A pattern over command and arguments.</summary>
    public string? Arg { get; init; }

    /// <summary>Values that throw it.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>A pattern that throws it.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether any value throws it.</summary>
    public bool? Present { get; init; }

    /// <summary>The engine it switches to.</summary>
    public string? Engine { get; init; }

    /// <summary>Its product name.</summary>
    public string? Product { get; init; }

    /// <summary>How a user writes it.</summary>
    public string? Example { get; init; }

    /// <summary>What stays behind.</summary>
    public ResidueSection? Leaves { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static AppSwitchSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Env = reader.Text("env"),
        Key = reader.Text("key"),
        Arg = reader.Text("arg"),
        Values = reader.Texts("values"),
        Pattern = reader.Text("pattern"),
        Present = reader.Flag("present"),
        Engine = reader.Text("engine"),
        Product = reader.Text("product"),
        Example = reader.Text("example"),
        Leaves = reader.Section("leaves", ResidueSection.Read),
    };
}
