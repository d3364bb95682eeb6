using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// Whether what a controller makes may be refused. Where the owner is judged itself it has been, and its pods never are. Of an owner that nobody judges, an
/// operator's as a rule, only the first: an app that has run before must come back after its node was drained.
/// </summary>
/// <param name="seen">What is known before the object that is asked about is in it.</param>
/// <param name="now">The moment.</param>
/// <param name="expiry">Until when what is found stays so.</param>
/// <param name="replaced">What an update changes, which says nothing of others; null where something is made.</param>
internal sealed class OwnersInSight(Inventory seen, DateTimeOffset now, Expiry expiry, Manifest? replaced = null)
{
    /// <summary>What was asked for so long ago was not asked for by the first try.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(1);

    /// <summary>The same where an object is changed.</summary>
    public OwnersInSight InPlaceOf(Manifest before) => before.Metadata.Controller is { IsJudged: false } ? new(seen, now, expiry, before) : this;

    /// <summary>Whether an object is spared a refusal for its owner's sake.</summary>
    public bool Spare(Manifest manifest) =>
        manifest.Metadata.Controller is { } owner && (owner.IsJudged || MakesItAnyway(owner, manifest) || HasRun(owner, manifest));

    /// <summary>
    /// A kubelet runs its static pods whatever becomes of their mirrors. The claim of a pod's own volume was judged with the pod; the pod's name begins its.
    /// </summary>
    private static bool MakesItAnyway(Owner owner, Manifest manifest) =>
        owner.Is(string.Empty, "Node")
        || (manifest is Claim && owner.Is(string.Empty, "Pod") && manifest.Name.StartsWith($"{owner.Name}-", StringComparison.Ordinal));

    private bool HasRun(Owner owner, Manifest manifest) =>
        (owner.Uid.Length > 0 && (seen.FormerOwners.Contains(owner.Uid) || HasAnother(owner.Uid, manifest)))
        || (manifest is Workload workload && HasOldClaims(workload));

    /// <summary>Whether an owner has a known workload. One that has the name of what is made is on its way out, as after a drain.</summary>
    private bool HasAnother(string owner, Manifest manifest)
    {
        foreach (var other in seen.Owned.At(owner))
        {
            if (!ReferenceEquals(other, manifest) && other.Reference != replaced?.Reference)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasOldClaims(Workload workload)
    {
        foreach (var volume in workload.Pod.Volumes)
        {
            foreach (var claim in ClaimsOf(workload, volume.Source))
            {
                if (IsOld(claim.Created))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private ImmutableArray<Claim> ClaimsOf(Workload workload, VolumeSource source) => source switch
    {
        VolumeSource.ByClaim claim => seen.Claims.At(workload.Namespace, claim.ClaimName),
        VolumeSource.ByTemplate template => seen.ClaimsBySeries.At(workload.Namespace, template.Template.Series.Key),
        _ => [],
    };

    private bool IsOld(DateTimeOffset created)
    {
        if (created == DateTimeOffset.MinValue || now - created > LongEnough)
        {
            return created > DateTimeOffset.MinValue;
        }

        expiry.NoLaterThan(Expiry.After(created, LongEnough));
        return false;
    }
}
