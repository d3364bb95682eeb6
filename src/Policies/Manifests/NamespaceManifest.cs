namespace HomelabStorage.Policies.Manifests;

/// <summary>A Namespace: its labels select policy, its annotations speak for everything in it.</summary>
public sealed record NamespaceManifest : Manifest;
