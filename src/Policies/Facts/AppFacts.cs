using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>The app in a container and where it keeps its state here.</summary>
public sealed record AppFacts
{
    /// <summary>The catalog's entry.</summary>
    public required App App { get; init; }

    /// <summary>How sure it is that this is the app.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The image as written.</summary>
    public required string Image { get; init; }

    /// <summary>Where it keeps its state, after every known switch.</summary>
    public required Engine Engine { get; init; }

    /// <summary>What told about the engine, where it was not the catalog: <c>env LD_DB_ENGINE=postgres</c>.</summary>
    public string EngineEvidence { get; init; } = string.Empty;

    /// <summary>Whether what decides about the engine was read, so that it is no mere default.</summary>
    public bool IsSettled { get; init; }

    /// <summary>What stayed in the old place.</summary>
    public AppResidue? Residue { get; init; }

    /// <summary>Why the engine may be another one, as a sentence; empty when it cannot.</summary>
    public string Doubt { get; init; } = string.Empty;

    /// <summary>What the image is and how it was recognised, for the reader.</summary>
    public required string Evidence { get; init; }
}
