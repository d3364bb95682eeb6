using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A claim that leaves the choice of its storage to chance.</summary>
public sealed class StorageClassNotChosen : ClaimSpecRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "storage-class-not-chosen",
        Title = "A claim sets no storageClassName",
        Why = "Without a class the cluster's default decides, today's default: the same manifest may end up on other storage in another cluster, or "
            + "when the default changes.",
        Remedy = "Write spec.storageClassName.",
        DefaultAction = RuleAction.Fix,
        Milder = "Warns where the webhook cannot change the claim; is only audited where the default is known to hold the "
            + "data well, replicated block storage any data, and they are not a database server's, which move by dump and restore; and where "
            + "no better class was found. The templates of a StatefulSet, which cannot be changed once they are applied, are warned of there, and where "
            + "something about the default has to change first.",
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(ClaimAsked claim, StoragePolicy policy)
    {
        if (!claim.IsChosen && claim.Link is { Volume: null, Spec.VolumeName.Length: 0, Spec.Selector: null, Spec.HasClassByAnnotation: false })
        {
            var wanted = claim.Wanted(policy);
            if (claim.Link.Spec.Class is ClassRequest.Named defaulted && string.Equals(defaulted.Name, wanted, StringComparison.Ordinal))
            {
                // What the default put in, or what we did, is what the matrix wants.
                yield break;
            }

            var chance = $"it gets the cluster's default class{(claim.Link.Class.Name is { Length: > 0 } name ? $" (today {name})" : string.Empty)}";
            var named = wanted.Length > 0 ? wanted : claim.IsUsualGood(policy) ? claim.Link.Class.Name : string.Empty;
            var spoken = named.Length > 0 ? Advice.Spoken(named, claim.Surroundings, policy) : "a class of this cluster";
            var rider = named.Length > 0 ? claim.Rider(named, policy) : ClassRider.None;
            yield return Finding(
                claim,
                "storageClassName",
                $"{claim.Spoken} sets no storageClassName, so {chance}{(wanted.Length > 0 ? $": use {spoken}{rider.Message}" : string.Empty)}",
                $"{claim.Target}: {claim.Field("storageClassName")}: {spoken}{rider.Remedy}") with
            {
                // A default that holds the data well is a choice, though an unwritten one. What only a dump moves is worth a written one,
                // and what cannot be written later where the default has to change first.
                // Where nothing better can be named, whatever is wrong with the default is said of the default.
                // Nobody writes a name that his cluster may not have, unless what he leaves out cannot be written later.
                Ceiling = named.Length == 0 || !(Advice.IsInSight(named, claim.Surroundings) || claim.IsUnchangeable) ? RuleAction.Audit
                    : claim.Link.Class is not StorageClassReference.Known { Class.Name: var usual } ? RuleAction.Deny
                    : !string.Equals(named, usual, StringComparison.Ordinal) || !claim.IsUsualKnownGood(policy) ? RuleAction.Deny
                    : claim.MovesByDump || (claim.IsUnchangeable && rider.Message.Length > 0) ? RuleAction.Warn
                    : RuleAction.Audit,
            };
        }
    }
}
