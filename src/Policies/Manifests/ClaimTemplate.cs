namespace HomelabStorage.Policies.Manifests;

/// <summary>A claim still to be made, and where it is written.</summary>
public sealed record ClaimTemplate
{
    /// <summary>Where templates that look like claims have their class.</summary>
    public const string UsualClassField = "/spec/storageClassName";

    /// <summary>The template's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the claim will ask for.</summary>
    public required ClaimSpec Spec { get; init; }

    /// <summary>Labels and annotations the claim will carry.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>The names of the claims that are made of it.</summary>
    public ClaimSeries Series { get; init; } = ClaimSeries.None;

    /// <summary>JSON Pointer from the template to the field for its class.</summary>
    public string ClassField { get; init; } = UsualClassField;

    /// <summary>JSON Pointer to the template.</summary>
    public required string Pointer { get; init; }
}
