using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>One row of the decision matrix: where a kind of data goes, and where never.</summary>
public sealed record MatrixRow
{
    /// <summary>The kind of data.</summary>
    public required DataKind Data { get; init; }

    /// <summary>Classes in order of preference, for data that cannot be made again.</summary>
    public IReadOnlyList<string> Critical { get; init; } = [];

    /// <summary>Classes in order of preference, for data that can be rebuilt with effort.</summary>
    public IReadOnlyList<string> Important { get; init; } = [];

    /// <summary>Classes in order of preference, for data that is rebuilt without effort.</summary>
    public IReadOnlyList<string> Low { get; init; } = [];

    /// <summary>Protocols that lose such data.</summary>
    public IReadOnlyList<Protocol> Never { get; init; } = [];

    /// <summary>Protocols that are a risk for such data, or slow, or a waste.</summary>
    public IReadOnlyList<Protocol> Avoid { get; init; } = [];

    /// <summary>The reason, for the reader.</summary>
    public string Why { get; init; } = string.Empty;

    /// <summary>The classes for a criticality, in order of preference.</summary>
    public IReadOnlyList<string> Classes(Criticality criticality) => criticality switch
    {
        Criticality.Critical => Critical,
        Criticality.Important => Important,
        _ => Low,
    };
}
