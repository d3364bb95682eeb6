using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>An app as written.</summary>
public sealed record AppSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Repositories of its images.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>Where it keeps its state out of the box.</summary>
    public string? Engine { get; init; }

    /// <summary>How bad a loss would be.</summary>
    public string? Criticality { get; init; }

    /// <summary>Whether two copies must never run on the same data.</summary>
    public bool? SingleWriter { get; init; }

    /// <summary>How sure the entry is.</summary>
    public string? Confidence { get; init; }

    /// <summary>What lies where.</summary>
    public IReadOnlyList<AppDataSection>? Data { get; init; }

    /// <summary>What changes the engine.</summary>
    public IReadOnlyList<AppSwitchSection>? Switches { get; init; }

    /// <summary>Ways to another database.</summary>
    public IReadOnlyList<AppMoveSection>? Moves { get; init; }

    /// <summary>The directory in which it is started.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>A file, not among the manifests, that can change the engine.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>How its databases are dumped.</summary>
    public string? Dump { get; init; }

    /// <summary>Public addresses where the entry can be checked.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static AppSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
        Images = reader.Texts("images"),
        Engine = reader.Text("engine"),
        Criticality = reader.Text("criticality"),
        SingleWriter = reader.Flag("singleWriter"),
        Confidence = reader.Text("confidence"),
        Data = reader.Sections("data", AppDataSection.Read),
        Switches = reader.Sections("switches", AppSwitchSection.Read),
        Moves = reader.Sections("moves", AppMoveSection.Read),
        WorkingDirectory = reader.Text("workingDirectory"),
        SettingsFile = reader.Text("settingsFile"),
        Dump = reader.Text("dump"),
        Evidence = reader.Texts("evidence"),
    };
}
