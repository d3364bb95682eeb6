using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Judgement;

/// <summary>Whether another tool restores, clones or replicates a claim; then it is not ours to change.</summary>
internal static class ClaimOwner
{
    /// <summary>Why such a claim stays as it is; ends the sentence "left alone: …".</summary>
    public const string Reason = "another tool restores, clones or replicates it";

    public static bool IsAnother(Claim claim, StoragePolicy policy) =>
        claim.Spec.HasDataSource || Has(claim.Metadata.Labels, policy) || Has(claim.Metadata.Annotations, policy);

    private static bool Has(IReadOnlyDictionary<string, string> marks, StoragePolicy policy)
    {
        foreach (var (name, _) in marks)
        {
            foreach (var beginning in policy.Catalog.Hints.OwnedByOthers)
            {
                if (name.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
