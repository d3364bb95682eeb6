using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A kustomization.yaml: what kustomize will do to the manifests it lists.</summary>
public sealed record Kustomize : Manifest
{
    /// <summary>The namespace it gives to all of them; empty for none.</summary>
    public string TargetNamespace { get; init; } = string.Empty;

    /// <summary>Files and folders it lists, as written.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Files it lays over others, as written: parts of objects and no objects.</summary>
    public IReadOnlyList<string> Patches { get; init; } = [];

    /// <summary>What it patches.</summary>
    public IReadOnlyList<KustomizePatch> Changes { get; init; } = [];

    /// <summary>Whether a controller adds it to what is written.</summary>
    public bool IsAdded { get; init; }

    /// <summary>The charts it installs by Helm.</summary>
    public IReadOnlyList<ChartRelease> Charts { get; init; } = [];

    /// <summary>The images it replaces: by their names as written, without tag, what stands there afterwards.</summary>
    public IReadOnlyDictionary<string, string> Images { get; init; } = FrozenDictionary<string, string>.Empty;
}
