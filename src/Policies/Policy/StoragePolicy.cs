using System.Collections.Frozen;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>What the household decided: complete, typed, and made only from sections that passed validation. Immutable.</summary>
public sealed record StoragePolicy
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>sha256:</c> and the digest of the text it was read from.</summary>
    public required string Hash { get; init; }

    /// <summary>Apps and backends, with the policy's own entries over those that ship.</summary>
    public required CatalogIndex Catalog { get; init; }

    /// <summary>The decision matrix, by kind of data.</summary>
    public required IReadOnlyDictionary<DataKind, MatrixRow> Matrix { get; init; }

    /// <summary>The protection tiers, by criticality.</summary>
    public required IReadOnlyDictionary<Criticality, Tier> Tiers { get; init; }

    /// <summary>How backups are arranged.</summary>
    public Protection Protection { get; init; } = new();

    /// <summary>The household's classes, by name.</summary>
    public required IReadOnlyDictionary<string, ClassEntry> Classes { get; init; }

    /// <summary>The storage appliances.</summary>
    public IReadOnlyList<NasEntry> Nas { get; init; } = [];

    /// <summary>Backend families that are kept for the platform and not meant for applications.</summary>
    public IReadOnlySet<string> PlatformFamilies { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The action of every rule.</summary>
    public required IReadOnlyDictionary<string, RuleAction> Rules { get; init; }

    /// <summary>What differs in some namespaces; the first that fits and says something wins.</summary>
    public IReadOnlyList<NamespaceEntry> Namespaces { get; init; } = [];

    /// <summary>Findings to live with.</summary>
    public IReadOnlyList<Exemption> Exemptions { get; init; } = [];

    /// <summary>The criticality of data about which nothing is known.</summary>
    public Criticality UsualCriticality { get; init; } = Criticality.Important;

    /// <summary>
    /// The longest time that may lie between two backups: the RPO, and where nothing may be lost, the longest that any tier has; zero where none has one.
    /// </summary>
    public TimeSpan BackupLimit(Criticality criticality) =>
        Tiers.GetValueOrDefault(criticality) is { Rpo: var rpo } && rpo > TimeSpan.Zero ? rpo : Tiers.Values.Select(t => t.Rpo).DefaultIfEmpty().Max();

    /// <summary>The matrix row of a kind of data; an empty one where the matrix has none.</summary>
    public MatrixRow Row(DataKind kind) => Matrix.TryGetValue(kind, out var row) ? row : new MatrixRow { Data = kind };
}
