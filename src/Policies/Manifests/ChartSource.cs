namespace HomelabStorage.Policies.Manifests;

/// <summary>An object of Flux that says which chart the releases that refer to it install: an OCIRepository or a HelmChart.</summary>
public sealed record ChartSource : Manifest
{
    /// <summary>The chart.</summary>
    public required ChartName Chart { get; init; }
}
