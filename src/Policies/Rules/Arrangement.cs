using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What the policy arranges for some data: where they belong and why, and how much loss is bearable.</summary>
/// <param name="Data">The data.</param>
/// <param name="Row">The row of the matrix that places them; null where the matrix has none.</param>
/// <param name="Tier">The tier that protects them; null where there is none, or nothing to protect.</param>
public sealed record Arrangement(DataFacts Data, MatrixRow? Row, Tier? Tier)
{
    /// <summary>The classes they belong on, in order of preference.</summary>
    public IReadOnlyList<string> Classes => Row?.Classes(Data.Criticality) ?? [];

    /// <summary>Why there, in the policy's own words; empty where it does not say.</summary>
    public string Why => Row?.Why ?? string.Empty;

    /// <summary>All of it in one line: <c>sqlite × critical → longhorn-sqlite · SQLite's locks need one host · RPO 0s, RTO 5m</c>.</summary>
    public string Spoken => string.Join(" · ", Parts());

    /// <summary>What the policy arranges for some data.</summary>
    public static Arrangement Of(DataFacts data, StoragePolicy policy) => new(
        data,
        policy.Matrix.GetValueOrDefault(data.Kind),
        data.Traits is { CanBeRebuilt: false, IsCopy: false } ? policy.Tiers.GetValueOrDefault(data.Criticality) : null);

    private IEnumerable<string> Parts()
    {
        if (Classes.Count > 0)
        {
            yield return $"{Words.DataKinds.Spell(Data.Kind)} × {Words.Criticalities.Spell(Data.Criticality)} → {string.Join(", then ", Classes)}";
            if (Why.Length > 0)
            {
                yield return Why.TrimEnd('.');
            }
        }

        if (Tier is not null)
        {
            yield return Tier.Spoken;
        }
    }
}
