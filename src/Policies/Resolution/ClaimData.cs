using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What is known of a claim's data: by its own annotation, by the workloads that mount it, by the app its labels name.</summary>
internal static class ClaimData
{
    private static readonly string[] AppLabels = ["app.kubernetes.io/name", "app.kubernetes.io/instance", "app"];

    /// <summary>The most demanding data, with how sure that is; null when nothing is known.</summary>
    public static (DataKind Kind, Criticality Criticality, Certainty Certainty)? Of(ClaimFacts claim, StoragePolicy policy)
    {
        var annotations = claim.Claim.Metadata.Annotations;
        DataFacts[] data =
        [
            .. claim.Consumers
                .SelectMany(mount => mount.Data)
                .Where(data => !data.IsResidue)
                .OrderBy(DataResolver.Rank)
                .ThenByDescending(data => data.Criticality),
        ];
        if (Array.Find(data, d => d is { Kind: not DataKind.Unknown, Certainty: > Certainty.Guessed }) is { } known)
        {
            return (known.Kind, known.Criticality, known.Certainty);
        }

        if (Annotation.DataOf(annotations, string.Empty) is { } declared)
        {
            return (declared, Annotation.Criticality(annotations) ?? claim.Surroundings.Namespace.Criticality ?? policy.UsualCriticality, Certainty.Declared);
        }

        // A guess about one mount says nothing of another, of which not even that is known.
        return claim.Consumers.All(mount => mount.IsOnlyCopied) ? ByLabel(claim, policy)
            : data.Length > 0 && Array.TrueForAll(data, d => d.Kind != DataKind.Unknown) ? (data[0].Kind, data[0].Criticality, Certainty.Guessed)
            : null;
    }

    private static (DataKind Kind, Criticality Criticality, Certainty Certainty)? ByLabel(ClaimFacts claim, StoragePolicy policy)
    {
        var labels = claim.Claim.Metadata.Labels;
        var app = AppLabels.Select(label => labels.TryGetValue(label, out var name) ? policy.Catalog.AppNamed(name) : null)
            .FirstOrDefault(found => found is not null);
        if (app is null)
        {
            return null;
        }

        // One app has several claims; the last word of this one's name tells which it is, as a mount path would.
        var hint = policy.Catalog.GuessData("/" + claim.Claim.Name[(claim.Claim.Name.LastIndexOf('-') + 1)..]);
        var kind = hint is not DataKind.Unknown
            ? hint
            : app.Data
                .Where(data => data.Condition.Length == 0)
                .Select(data => data.Kind)
                .FirstOrDefault(kind => DataTraits.Of(kind).IsDatabase, DataKind.Unknown);
        var usual = DataTraits.Of(kind).CanBeRebuilt ? Criticality.Low : app.Criticality;
        return kind is DataKind.Unknown
            ? null
            : (kind, Annotation.Criticality(claim.Claim.Metadata.Annotations) ?? claim.Surroundings.Namespace.Criticality ?? usual, Certainty.Guessed);
    }
}
