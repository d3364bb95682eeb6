namespace HomelabStorage.Policies.Manifests;

/// <summary>A claim still to be made, and where it is written.</summary>
public sealed record ClaimTemplate
{
    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the claim will ask for.</summary>
    public required ClaimSpec Spec { get; init; }

    /// <summary>Labels and annotations the claim will carry.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>JSON Pointer to the template.</summary>
    public required string Pointer { get; init; }
}
