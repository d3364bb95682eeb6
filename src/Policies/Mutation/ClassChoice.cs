using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>The class the matrix wants for a claim, and the finding that asks for a change.</summary>
/// <param name="Class">The class.</param>
/// <param name="Backend">What is behind it.</param>
/// <param name="Finding">Why.</param>
public sealed record ClassChoice(string Class, Backend Backend, RuleOutcome.Finding Finding)
{
    /// <summary>
    /// The choice; null where the class stays: nothing asks for a change, the claim is tied to a volume, nothing sure is known of its data,
    /// or no class of the matrix is in sight that can serve it.
    /// </summary>
    public static ClassChoice? Of(ClaimFacts claim, Verdict verdict, StoragePolicy policy)
    {
        var spec = claim.Claim.Spec;
        var asked = verdict.Findings.FirstOrDefault(d => d.Action == RuleAction.Fix && d.Finding.Pointer is "/spec/storageClassName");
        if (asked is null || spec is not { VolumeName.Length: 0, Selector.Count: 0, HasDataSource: false, Class: not ClassRequest.Static } || claim.Link.Volume is not null)
        {
            return null;
        }

        // What somebody wrote is not changed on a guess; what only the cluster's default chose may be.
        var isWritten = spec.Class is ClassRequest.Named && claim.Claim.Metadata.WroteStorageClass;
        if (ClaimData.Of(claim, policy) is not { } data || (isWritten && data.Certainty == Certainty.Guessed))
        {
            return null;
        }

        var row = policy.Row(data.Kind);
        foreach (var name in row.Classes(data.Criticality))
        {
            if (string.Equals(name, spec.Class.Name, StringComparison.Ordinal))
            {
                return null;
            }

            if (claim.Surroundings.Inventory.Classes.Nearest(name, claim.Claim.Source.Folder) is { } storageClass && Serves(storageClass, spec, row, policy) is { } backend)
            {
                return new ClassChoice(name, backend, asked.Finding);
            }
        }

        return null;
    }

    /// <summary>What is behind a class for such a claim; null when it does not serve what is asked, or would lose the data.</summary>
    private static Backend.Known? Serves(StorageClass storageClass, ClaimSpec spec, MatrixRow row, StoragePolicy policy)
    {
        if (BackendResolver.OfClass(storageClass, spec.AccessModes, spec.IsBlock, policy) is not Backend.Known known)
        {
            return null;
        }

        var served = spec.IsBlock ? known.Traits.BlockAccessModes : known.Traits.AccessModes;
        var serves = (!spec.IsBlock || served != AccessModes.None) && (served == AccessModes.None || (spec.AccessModes & ~served) == AccessModes.None);
        return serves && !row.Never.Contains(known.Traits.Protocol) && !row.Avoid.Contains(known.Traits.Protocol) ? known : null;
    }
}
