using System.Collections.Frozen;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>A folder that a controller or a person applies as a whole, and what is changed about its kustomization on the way.</summary>
internal sealed record Root
{
    /// <summary>No labels, and no annotations.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Components added to its kustomization, as written: from the folder.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>The namespace given to everything; empty for none.</summary>
    public string TargetNamespace { get; init; } = string.Empty;

    /// <summary>The namespace of what names none itself, as Argo gives it; empty for none.</summary>
    public string UsualNamespace { get; init; } = string.Empty;

    /// <summary>Whether it is files that are applied as they are, without kustomize.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What else is added to its kustomization: patches, images and the like, by field.</summary>
    public IReadOnlyList<(string Field, JsonElement Value)> Edits { get; init; } = [];

    /// <summary>Labels that everything gets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = None;

    /// <summary>Annotations that everything gets.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = None;

    /// <summary>Values of variables in what is rendered; null where nothing is put in for them.</summary>
    public Variables? Variables { get; init; }

    /// <summary>Who applies it; null for a folder that no known controller does.</summary>
    public Manifest? Controller { get; init; }

    /// <summary>Everything it takes in.</summary>
    public required KustomizationReach Reach { get; init; }

    /// <summary>The pairs that one field adds.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(IReadOnlyList<(string Field, JsonElement Value)> edits, string field) =>
        edits.FirstOrDefault(e => string.Equals(e.Field, field, StringComparison.Ordinal)).Value is { ValueKind: JsonValueKind.Object } pairs
            ? pairs.EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
            : None;
}
