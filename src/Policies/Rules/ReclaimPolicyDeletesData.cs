using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A class whose volumes go with their claims.</summary>
public sealed class ReclaimPolicyDeletesData : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "reclaim-policy-deletes-data",
        Title = "Deleting a claim deletes its data",
        Why = "A StorageClass whose reclaimPolicy is Delete, the default, removes the volume together with its claim: one pruned manifest, and "
            + "the data is gone.",
        Remedy = "Set reclaimPolicy to Retain on classes for data worth keeping, and on the PersistentVolumes that exist already.",
        DefaultAction = RuleAction.Deny,
        Milder = "Warns unless a known claim of the class holds critical data. It is only audited where all that its known claims "
            + "hold is of low criticality, or "
            + "its name says that it is for caches or scratch space.",
        Group = RuleGroup.StorageClasses,
    };

    private const string Keep = "kubectl patch pv NAME --patch '{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Retain\"}}'";

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject.Backend is not Backend.Known known || !FittingClass.Deletes(subject.Class, known))
        {
            yield break;
        }

        var critical =
            subject.Consumers.FirstOrDefault(m =>
                m.Data.Any(d => d is { Criticality: Criticality.Critical, Certainty: > Certainty.Guessed, IsResidue: false }));
        var how = known.Traits.IsOneFolder
            ? $"class {subject.Class.Name} has reclaimPolicy Delete and keeps all its volumes in one folder: deleting one claim deletes the data of all"
            : $"class {subject.Class.Name} has reclaimPolicy Delete: deleting a claim deletes its volume and its data";
        yield return Violation(
            "/reclaimPolicy",
            critical is null
                ? how
                : $"{how}, and {critical.Owned} holds critical data",
            $"{ClassChange.Field(subject.Class, "/reclaimPolicy")}: Retain{ClassChange.Anew(subject.Class)}; volumes that exist keep Delete until {Keep}") with
        {
            Grounds = GroundsOf.Class(subject.Consumers),
            Ceiling = critical is not null ? RuleAction.Deny
                : ClassPurpose.IsThrowAway(subject, policy) ? RuleAction.Audit
                : RuleAction.Warn,
        };
    }
}
