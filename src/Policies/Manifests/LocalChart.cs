namespace HomelabStorage.Policies.Manifests;

/// <summary>A chart that lies in a folder of the repository: what it installs besides its own templates.</summary>
public sealed record LocalChart : Manifest
{
    /// <summary>The charts it brings along.</summary>
    public IReadOnlyList<ChartDependency> Dependencies { get; init; } = [];

    /// <summary>Whether it installs nothing and is only there for other charts.</summary>
    public bool IsLibrary { get; init; }
}
