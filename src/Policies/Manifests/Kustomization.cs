namespace HomelabStorage.Policies.Manifests;

/// <summary>A Flux Kustomization: what applies other manifests, and how hard.</summary>
public sealed record Kustomization : Manifest
{
    /// <summary>Whether objects that cannot be changed are deleted and made again.</summary>
    public bool Forces { get; init; }

    /// <summary>Whether objects that leave Git are deleted.</summary>
    public bool Prunes { get; init; }

    /// <summary>The folder it applies, relative to the repository, without leading "./"; empty when it is not said.</summary>
    public string Path { get; init; } = string.Empty;
}
