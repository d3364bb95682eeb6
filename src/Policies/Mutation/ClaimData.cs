using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>What is known of a claim's data: by its own annotation, by the workloads that mount it, by the app its labels name.</summary>
internal static class ClaimData
{
    private static readonly string[] AppLabels = ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app"];

    /// <summary>The most demanding data, with how sure that is; null when nothing is known.</summary>
    public static (DataKind Kind, Criticality Criticality, Certainty Certainty)? Of(ClaimFacts claim, StoragePolicy policy)
    {
        var annotations = claim.Claim.Metadata.Annotations;
        if (Annotation.DataOf(annotations, string.Empty) is { } declared)
        {
            return (declared, Annotation.Criticality(annotations) ?? claim.Surroundings.Namespace.Criticality ?? policy.UsualCriticality, Certainty.Declared);
        }

        var known = claim.Consumers.SelectMany(mount => mount.Data).Where(data => data is { Kind: not DataKind.Unknown, IsResidue: false, Certainty: > Certainty.Guessed }).OrderBy(DataResolver.Rank).FirstOrDefault();
        return known is not null ? (known.Kind, known.Criticality, known.Certainty) : claim.Consumers.Count == 0 ? ByLabel(claim, policy) : null;
    }

    private static (DataKind Kind, Criticality Criticality, Certainty Certainty)? ByLabel(ClaimFacts claim, StoragePolicy policy)
    {
        var labels = claim.Claim.Metadata.Labels;
        var app = AppLabels.Select(label => labels.TryGetValue(label, out var name) ? policy.Catalog.AppNamed(name) : null).FirstOrDefault(found => found is not null);
        if (app is null)
        {
            return null;
        }

        // One app has several claims; the last word of this one's name tells which it is, as a mount path would.
        var hint = policy.Catalog.GuessData("/" + claim.Claim.Name[(claim.Claim.Name.LastIndexOf('-') + 1)..]);
        var kind = hint is not DataKind.Unknown ? hint : app.Data.Where(data => data.Condition.Length == 0).Select(data => data.Kind).FirstOrDefault(IsDatabase, DataKind.Unknown);
        var usual = kind is DataKind.Cache or DataKind.Scratch or DataKind.Session ? Criticality.Low : app.Criticality;
        return kind is DataKind.Unknown ? null : (kind, Annotation.Criticality(claim.Claim.Metadata.Annotations) ?? claim.Surroundings.Namespace.Criticality ?? usual, Certainty.Guessed);
    }

    private static bool IsDatabase(DataKind kind) => kind is DataKind.Sqlite or DataKind.EmbeddedDatabase or DataKind.Database;
}
