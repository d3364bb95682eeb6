using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Something a job copies.</summary>
internal sealed record JobCopy
{
    /// <summary>The places it is read from.</summary>
    public required IReadOnlyList<CopyPlace> From { get; init; }

    /// <summary>The place it is written to.</summary>
    public required CopyPlace To { get; init; }

    /// <summary>What copies.</summary>
    public required string Program { get; init; }

    /// <summary>Whether a database that is written to meanwhile is copied whole.</summary>
    public bool IsConsistent { get; init; }

    /// <summary>Whether a database server is dumped.</summary>
    public bool IsDump { get; init; }

    /// <summary>The address of the server that is dumped; empty where nothing says.</summary>
    public string Server { get; init; } = string.Empty;

    /// <summary>What is left out, as patterns of names or of paths.</summary>
    public IReadOnlyList<string> LeavesOut { get; init; } = [];

    /// <summary>Whether it reads something that lies at a place.</summary>
    public bool Reads(CopyPlace place) =>
        From.Any(place.Meets) && !(place is CopyPlace.InVolume { Path: { Length: > 0 } path } && LeavesOut.Any(p => IsOf(p, path)));

    private static bool IsOf(string pattern, string path) =>
        new Wildcard(pattern.TrimStart('/')).Matches(pattern.Contains('/', StringComparison.Ordinal) ? path : path[(path.LastIndexOf('/') + 1)..]);
}
