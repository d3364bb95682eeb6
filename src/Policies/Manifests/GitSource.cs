namespace HomelabStorage.Policies.Manifests;

/// <summary>A GitRepository of Flux: where folders come from that Kustomizations apply.</summary>
public sealed record GitSource : Manifest
{
    /// <summary>The address of the repository, as written.</summary>
    public required string Address { get; init; }
}
