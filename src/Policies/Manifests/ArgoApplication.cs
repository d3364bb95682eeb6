namespace HomelabStorage.Policies.Manifests;

/// <summary>An Application of Argo CD: folders and charts, and where they go.</summary>
public sealed record ArgoApplication : Manifest
{
    /// <summary>The namespace of objects that say none.</summary>
    public string TargetNamespace { get; init; } = string.Empty;

    /// <summary>The cluster, by name or address; empty for the one that Argo runs in.</summary>
    public string Cluster { get; init; } = string.Empty;

    /// <summary>What is applied.</summary>
    public IReadOnlyList<ArgoSource> Sources { get; init; } = [];
}
