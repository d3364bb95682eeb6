namespace HomelabStorage.Policies.Manifests;

/// <summary>A ConfigMap: where the environment of a container may come from.</summary>
public sealed record ConfigMap : Manifest
{
    /// <summary>Its entries.</summary>
    public required IReadOnlyDictionary<string, string> Entries { get; init; }
}
