using System.Text.Json;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A ResourceSet of the Flux operator: templates of objects, and what is put into them.</summary>
public sealed record ResourceSet : Manifest
{
    /// <summary>The sets of inputs that are written in it; undefined for none.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>Whether other objects or services give inputs as well.</summary>
    public required bool HasOtherInputs { get; init; }

    /// <summary>The labels and annotations that all objects get; undefined for none.</summary>
    public required JsonElement CommonMetadata { get; init; }

    /// <summary>The objects' templates, each with the JSON Pointer to it.</summary>
    public required IReadOnlyList<(JsonElement Template, string Pointer)> Resources { get; init; }

    /// <summary>Texts of YAML that are templates as a whole, each with the JSON Pointer to it.</summary>
    public required IReadOnlyList<(string Template, string Pointer)> Texts { get; init; }
}
