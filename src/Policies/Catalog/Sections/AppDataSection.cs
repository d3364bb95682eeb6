using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>What an app keeps at one path, as written.</summary>
public sealed record AppDataSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The path.</summary>
    public string? Path { get; init; }

    /// <summary>The variable that moves it.</summary>
    public string? Env { get; init; }

    /// <summary>The key of the settings file that moves it.</summary>
    public string? Key { get; init; }

    /// <summary>The option of the command line that moves it.</summary>
    public string? Option { get; init; }

    /// <summary>The images that use the path.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>The versions that use it.</summary>
    public string? Versions { get; init; }

    /// <summary>Whether the image declares a VOLUME there.</summary>
    public bool? Volume { get; init; }

    /// <summary>What is stored there.</summary>
    public string? Kind { get; init; }

    /// <summary>Database files below it.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>The product that writes there.</summary>
    public string? Product { get; init; }

    /// <summary>What is stored there when the database is elsewhere.</summary>
    public string? Otherwise { get; init; }

    /// <summary>What else is stored there.</summary>
    public IReadOnlyList<string>? Also { get; init; }

    /// <summary>What a copy is worth that is taken while the app runs.</summary>
    public string? Backup { get; init; }

    /// <summary>How bad a loss of it would be.</summary>
    public string? Criticality { get; init; }

    /// <summary>A condition a pod does not show.</summary>
    public string? Conditional { get; init; }

    /// <summary>Whether only older releases use it.</summary>
    public bool? Legacy { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static AppDataSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Path = reader.Text("path"),
        Env = reader.Text("env"),
        Key = reader.Text("key"),
        Option = reader.Text("option"),
        Images = reader.Texts("images"),
        Versions = reader.Text("versions"),
        Volume = reader.Flag("volume"),
        Kind = reader.Text("kind"),
        Files = reader.Texts("files"),
        Product = reader.Text("product"),
        Otherwise = reader.Text("otherwise"),
        Also = reader.Texts("also"),
        Backup = reader.Text("backup"),
        Criticality = reader.Text("criticality"),
        Conditional = reader.Text("conditional"),
        Legacy = reader.Flag("legacy"),
    };
}
