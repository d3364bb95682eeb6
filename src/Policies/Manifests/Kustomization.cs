using System.Collections.Frozen;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A Flux Kustomization: what applies other manifests, and how hard.</summary>
public sealed record Kustomization : Manifest
{
    /// <summary>Whether objects that cannot be changed are deleted and made again.</summary>
    public bool Forces { get; init; }

    /// <summary>Whether objects that leave Git are deleted.</summary>
    public bool Prunes { get; init; }

    /// <summary>The folder it applies, relative to the repository, without leading "./"; a dot for all of it, empty where it applies nothing.</summary>
    public string Path { get; init; } = string.Empty;

    /// <summary>The object that says where its folder is to be fetched from, by kind and name; empty where none is named.</summary>
    public (string Kind, string Name) From { get; init; } = (string.Empty, string.Empty);

    /// <summary>The namespace it gives to everything; empty for none.</summary>
    public string TargetNamespace { get; init; } = string.Empty;

    /// <summary>Components it adds, as written: from the folder it applies.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Labels that everything gets.</summary>
    public IReadOnlyDictionary<string, string> CommonLabels { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Annotations that everything gets.</summary>
    public IReadOnlyDictionary<string, string> CommonAnnotations { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Values of variables.</summary>
    public IReadOnlyDictionary<string, string> Substitutes { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>ConfigMaps and Secrets with more of them, by kind and name; the later counts.</summary>
    public IReadOnlyList<(string Kind, string Name)> SubstitutesFrom { get; init; } = [];

    /// <summary>What else it adds to the kustomization of the folder, by field.</summary>
    public IReadOnlyList<(string Field, JsonElement Value)> Edits { get; init; } = [];
}
