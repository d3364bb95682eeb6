using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What rules ask of an object's metadata.</summary>
public sealed record Metadata
{
    /// <summary>The API server's own name for the object; empty before it is made.</summary>
    public string Uid { get; init; } = string.Empty;

    /// <summary>When it was made; the beginning of time before that.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Labels, never null.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Annotations, never null.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The controller that owns the object; null when nobody does.</summary>
    public Owner? Controller { get; init; }

    /// <summary>Whether the object is on its way out.</summary>
    public bool IsBeingDeleted { get; init; }

    /// <summary>Whether something still holds a deleted object back.</summary>
    public bool HasFinalizers { get; init; }

    /// <summary>Whether a human or a tool wrote spec.storageClassName, as the API server's managedFields tell. True where nothing tells.</summary>
    public bool WroteStorageClass { get; init; } = true;
}
