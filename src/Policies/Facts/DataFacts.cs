using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>One kind of data at one mount.</summary>
public sealed record DataFacts
{
    /// <summary>What it is.</summary>
    public required DataKind Kind { get; init; }

    /// <summary>What is true of such data wherever they lie.</summary>
    public DataTraits Traits => DataTraits.Of(Kind);

    /// <summary>How bad its loss would be.</summary>
    public required Criticality Criticality { get; init; }

    /// <summary>How sure that is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The path in the container where it lies.</summary>
    public required string Path { get; init; }

    /// <summary>How a message says that they are there: a guess is no assertion.</summary>
    public string Keeps => Certainty == Certainty.Guessed && Doubt.Length == 0 ? "seems to keep" : "keeps";

    /// <summary>What messages call it: <c>SQLite</c>, <c>BoltDB</c>, <c>the task queue tasks.sqlite3</c>.</summary>
    public required string Spoken { get; init; }

    /// <summary>What told: <c>image sissbruecker/linkding (catalog)</c>.</summary>
    public required string Evidence { get; init; }

    /// <summary>The database files, as absolute paths, where they are known one by one.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether it is what stayed behind when the main database moved.</summary>
    public bool IsResidue { get; init; }

    /// <summary>Whether a copy of it belongs elsewhere: it does not come back by itself, is no copy, and is not too large to be copied whole.</summary>
    public bool IsWorthACopy =>
        this is { IsResidue: false, Traits: { CanBeRebuilt: false, IsCopy: false, IsBulk: false } }
        && (Kind != DataKind.Unknown || Certainty == Certainty.Declared);

    /// <summary>What would settle a doubt about it, as a sentence; empty when there is none.</summary>
    public string Doubt { get; init; } = string.Empty;
}
