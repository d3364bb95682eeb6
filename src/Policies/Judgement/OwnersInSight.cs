using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// Whether what a controller makes may be refused. Where the owner is judged itself it has been, and its pods never are. Of an owner that nobody judges, an
/// operator's as a rule, only the first: an app that has run before must come back after its node was drained.
/// </summary>
internal sealed class OwnersInSight(Inventory inventory, DateOnly today)
{
    /// <summary>Whether an object is spared a refusal for its owner's sake.</summary>
    public bool Spare(Manifest manifest) =>
        manifest.Metadata.Controller is { } owner && (owner.IsJudged || MakesItAnyway(owner, manifest) || HasRun(owner, manifest));

    /// <summary>A kubelet runs its static pods whatever becomes of their mirrors, and the claim of a pod's own volume was judged with the pod.</summary>
    private static bool MakesItAnyway(Owner owner, Manifest manifest) => owner.Is(string.Empty, "Node") || (manifest is Claim && owner.Is(string.Empty, "Pod"));

    private bool HasRun(Owner owner, Manifest manifest)
    {
        if (owner.Uid.Length > 0)
        {
            if (inventory.FormerOwners.Contains(owner.Uid))
            {
                return true;
            }

            foreach (var other in inventory.Owned.At(owner.Uid))
            {
                if (other.Reference != manifest.Reference)
                {
                    return true;
                }
            }
        }

        return manifest is Workload workload && HasClaimsOfYesterday(workload);
    }

    private bool HasClaimsOfYesterday(Workload workload)
    {
        foreach (var volume in workload.Pod.Volumes)
        {
            if (volume.Source is VolumeSource.ByClaim source)
            {
                foreach (var claim in inventory.Claims.At($"{workload.Namespace}/{source.ClaimName}"))
                {
                    if (claim.Metadata.Created > DateTimeOffset.MinValue && DateOnly.FromDateTime(claim.Metadata.Created.UtcDateTime) < today)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
