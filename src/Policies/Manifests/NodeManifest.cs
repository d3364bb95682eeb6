namespace HomelabStorage.Policies.Manifests;

/// <summary>A Node: a machine of the cluster, by its name.</summary>
public sealed record NodeManifest : Manifest;
