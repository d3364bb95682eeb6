using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Large data that every node keeps a copy of.</summary>
public sealed class BulkDataOnReplicatedBlock : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "bulk-data-on-replicated-block",
        Title = "Large data is stored on replicated block storage",
        Why = "Replicated block storage keeps every byte several times and sends every write over the network as often; for media and models that is a waste.",
        Remedy = "Put the claim on the NAS.",
        DefaultAction = RuleAction.Warn,
        Milder = "Only notes what is critical: data that nobody can make again is worth its copies.",
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = DataKinds.Where(kind => kind.IsBulk);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Backend is Backend.Known { IsOnReplicatedBlock: true };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.Main is { Traits.IsBulk: true, Certainty: > Certainty.Guessed } data && mount.Backend is Backend.Known { IsOnReplicatedBlock: true } known)
        {
            var place = Placement.Of(mount, data, policy);
            yield return Violation(
                mount,
                data,
                $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)}, and {known.Title} keeps every byte {known.Traits.Replicas} times{place.Use}",
                place.Remedy) with
            {
                Ceiling = data.Criticality == Criticality.Critical ? RuleAction.Audit : RuleAction.Warn,
            };
        }
    }
}
