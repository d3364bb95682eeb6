namespace HomelabStorage.Policies.Manifests;

/// <summary>
/// A chart that a known object installs, with the values it is given: a HelmRelease of Flux, a HelmChart of K3s, an Application of Argo CD.
/// </summary>
public sealed record ChartRelease : Manifest
{
    /// <summary>The chart.</summary>
    public required ChartName Chart { get; init; }

    /// <summary>The folder of the repository the chart lies in, as written; empty where it is one of a registry.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>The name Helm knows the release by.</summary>
    public required string ReleaseName { get; init; }

    /// <summary>The namespace it is installed in, where it is not the object's own; empty otherwise.</summary>
    public string TargetNamespace { get; init; } = string.Empty;

    /// <summary>The values it is given; of two that say the same, the later counts.</summary>
    public IReadOnlyList<ChartValues> Values { get; init; } = [];
}
