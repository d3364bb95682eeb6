using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds how bad it would be to lose some data: the user's word first, then what the namespace or the policy says.</summary>
internal sealed class CriticalityResolver(NamespaceFacts ns, Workload workload)
{
    private readonly Criticality? _declared = Annotation.Criticality(workload.Metadata.Annotations)
        ?? Annotation.Criticality(workload.Pod.Metadata.Annotations);

    /// <summary>The criticality of data of a kind.</summary>
    /// <param name="kind">What the data is.</param>
    /// <param name="claim">The claim they are stored on, which may say its own word.</param>
    /// <param name="usual">What holds where nobody says anything.</param>
    /// <param name="own">A path's own weight, where the catalog gives it one. The namespace may lower it, nothing raises it.</param>
    public Criticality Of(DataKind kind, ClaimLink? claim, Criticality usual, Criticality? own)
    {
        var declared = _declared
            ?? (claim?.Claim is { } c ? Annotation.Criticality(c.Metadata.Annotations) : null)
            ?? (claim?.Template is { } t ? Annotation.Criticality(t.Metadata.Annotations) : null);
        if (declared is { } said)
        {
            return said;
        }

        if (DataTraits.Of(kind).CanBeRebuilt)
        {
            return Criticality.Low;
        }

        var surroundings = ns.Criticality ?? usual;
        return own is { } light ? (Criticality)Math.Min((int)light, (int)(ns.Criticality ?? light)) : surroundings;
    }
}
