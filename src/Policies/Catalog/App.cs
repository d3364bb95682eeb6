using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>A program recognised by its image, and what its data needs.</summary>
public sealed record App
{
    /// <summary>Its name in kebab case.</summary>
    public required string Name { get; init; }

    /// <summary>Repositories of its images, as <see cref="Manifests.ImageReference.Repository"/> spells them.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>How its databases are dumped; null for what is no database server, or one of which no dump can be made and checked.</summary>
    public DumpMaker? Dump { get; init; }

    /// <summary>Where it keeps its state out of the box.</summary>
    public required Engine Engine { get; init; }

    /// <summary>How bad a loss would be.</summary>
    public required Criticality Criticality { get; init; }

    /// <summary>Whether two copies of it must never run on the same data; so it is unless somebody knows better.</summary>
    public bool IsSingleWriter { get; init; } = true;

    /// <summary>How sure the entry is; an unsure one warns and never denies.</summary>
    public Certainty Certainty { get; init; } = Certainty.Catalog;

    /// <summary>What lies where.</summary>
    public IReadOnlyList<AppData> Data
    {
        get;
        init
        {
            field = value;
            UsualPaths = [.. value.Where(data => data.Path.Length > 0).Select(data => (data, MountPath.Normalise(data.Path)))];
        }
    } = [];

    /// <summary>Where that is, as mounts are spelled, where nothing moves it.</summary>
    public IReadOnlyList<(AppData Data, string Path)> UsualPaths { get; private init; } = [];

    /// <summary>What in a pod changes the engine.</summary>
    public IReadOnlyList<AppSwitch> Switches { get; init; } = [];

    /// <summary>The ways to another database that its own documentation describes.</summary>
    public IReadOnlyList<AppMove> Moves { get; init; } = [];

    /// <summary>The directory in which its images start it, against which relative paths are resolved; empty where nobody looked.</summary>
    public string WorkingDirectory { get; init; } = string.Empty;

    /// <summary>The file that can change the engine and the paths: as an absolute path where its place is fixed, else by its name; empty for none.</summary>
    public string SettingsFile { get; init; } = string.Empty;
}
