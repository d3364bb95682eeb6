using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A Kubernetes object as written, reduced to what the judgement asks, with where it was written.</summary>
public abstract record Manifest
{
    /// <summary>Its name.</summary>
    public required ObjectReference Reference { get; init; }

    /// <summary>Its labels, annotations and owner.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>Where it was written.</summary>
    public ManifestSource Source { get; init; } = ManifestSource.Wire.Instance;

    /// <summary>What became of it, as its status says; nothing where that is in a file, which neither proves nor refutes anything.</summary>
    public FieldTexts Past
    {
        get => Source.IsLive ? field : FieldTexts.None;
        init;
    } = FieldTexts.None;

    /// <summary>When an API server made it; the beginning of time where none tells.</summary>
    public DateTimeOffset Created => Source.IsLive ? Metadata.Created : DateTimeOffset.MinValue;

    /// <summary>What an annotation tells of the past, such as that a copy was restored; empty where none does, or a file says it.</summary>
    public string Noted(string annotation) => Source.IsLive ? Metadata.Annotations.GetValueOrDefault(annotation, string.Empty) : string.Empty;

    /// <summary>Whether we made it, as its label says, and what we note on it counts.</summary>
    public bool IsOurs => Metadata.Labels.ContainsKey(Annotation.Role);

    /// <summary>Whether it has a name. One that only says how its name is to begin gets it when it is made, and is no other object until then.</summary>
    public bool HasName { get; init; } = true;

    /// <summary>What it will be made from; null for an object that is written as it is.</summary>
    public Origin? Origin { get; init; }

    /// <summary>The file that patches it on its way to the cluster, where that was not done before it was read; empty where none does.</summary>
    public string PatchedBy { get; init; } = string.Empty;

    /// <summary>Whether no known controller applies it although known controllers apply other folders of its repository.</summary>
    public bool IsUnapplied { get; init; }

    /// <summary>How messages name it, with what it is made from.</summary>
    public string Spoken => Origin is null ? Reference.ToString() : $"{Origin.Reference} (as {Reference})";

    /// <summary>Its namespace.</summary>
    public string Namespace => Reference.Namespace;

    /// <summary>Its name within the namespace.</summary>
    public string Name => Reference.Name;

    /// <summary>Whether it is what another is, or has its name: one that has no name yet is nothing but itself.</summary>
    public bool IsCalledLike(Manifest other) => ReferenceEquals(this, other) || (HasName && other.HasName && Reference == other.Reference);

    /// <summary>Whether its name comes before another's in one namespace, so that of several one can be meant whatever the order of documents.</summary>
    public bool IsNamedBefore(Manifest other) =>
        string.CompareOrdinal(Name, other.Name) is var names && (names != 0 ? names < 0 : string.CompareOrdinal(Reference.Kind, other.Reference.Kind) < 0);
}
