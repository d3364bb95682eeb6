namespace HomelabStorage.Policies.Manifests;

/// <summary>A chart that lies in a folder of the repository: what it installs besides its own templates.</summary>
public sealed record LocalChart : Manifest
{
    /// <summary>The charts it brings along.</summary>
    public IReadOnlyList<ChartDependency> Dependencies { get; init; } = [];

    /// <summary>Its version, as written.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>The version of the app it installs, which many charts take for the tag of its image.</summary>
    public string AppVersion { get; init; } = string.Empty;

    /// <summary>Whether it installs nothing and is only there for other charts.</summary>
    public bool IsLibrary { get; init; }
}
