using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>The spec of a claim or of a claim template.</summary>
public sealed record ClaimSpec
{
    /// <summary>The class asked for.</summary>
    public required ClassRequest Class { get; init; }

    /// <summary>The access modes asked for.</summary>
    public AccessModes AccessModes { get; init; }

    /// <summary>Whether a raw block device is asked for.</summary>
    public bool IsBlock { get; init; }

    /// <summary>The PersistentVolume asked for or bound; empty for none.</summary>
    public string VolumeName { get; init; } = string.Empty;

    /// <summary>Labels a PersistentVolume must carry; null where nothing is asked of it.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>Whether the class is said by the annotation that came before the field, and that nobody can change.</summary>
    public bool HasClassByAnnotation { get; init; }

    /// <summary>Whether the volume is to be filled from a snapshot, another claim or a populator.</summary>
    public bool HasDataSource { get; init; }

    /// <summary>The size asked for, in bytes; zero when it is not said or not a quantity.</summary>
    public decimal Size { get; init; }
}
