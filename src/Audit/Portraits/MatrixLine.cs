using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>A row of the decision matrix, and where everybody stands who has such data.</summary>
internal sealed record MatrixLine
{
    /// <summary>The kind of data.</summary>
    public required string Data { get; init; }

    /// <summary>Why the policy puts them where it does; empty where it does not say.</summary>
    public required string Why { get; init; }

    /// <summary>Where such data never go.</summary>
    public required string Never { get; init; }

    /// <summary>The fields: critical, important, low.</summary>
    public required IReadOnlyList<MatrixField> Fields { get; init; }

    /// <summary>The criticalities, in the order of the fields.</summary>
    public static IReadOnlyList<Criticality> Criticalities { get; } = [Criticality.Critical, Criticality.Important, Criticality.Low];

    /// <summary>The rows that the policy has, or that somebody has data of.</summary>
    public static IReadOnlyList<MatrixLine> Of(IReadOnlyList<MapRow> rows, StoragePolicy policy)
    {
        var stand = rows.ToLookup(row => (row.Data, row.Criticality));
        return
        [
            .. DataTraits.All
                .Select(traits => traits.Kind)
                .Where(kind => policy.Matrix.ContainsKey(kind) || rows.Any(row => row.Data == kind))
                .OrderBy(kind => kind == DataKind.Unknown)
                .Select(kind => Of(kind, stand, policy.Row(kind))),
        ];
    }

    private static MatrixLine Of(DataKind kind, ILookup<(DataKind, Criticality), MapRow> stand, MatrixRow row) => new()
    {
        Data = Words.DataKinds.Spell(kind),
        Why = row.Why,
        Never = string.Join(", ", row.Never.Select(Words.Protocols.Spell)),
        Fields = [.. Criticalities.Select(criticality => MatrixField.Of([.. stand[(kind, criticality)]], row.Classes(criticality)))],
    };
}
