using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Large, shared data on one node's disk.</summary>
public sealed class BulkDataOnNodeLocal : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "bulk-data-on-node-local",
        Title = "Large data is stored on one node's disk",
        Why = "Media and models are large and shared; on a node's disk they fill it up, tie the app to the node and have no snapshots.",
        Remedy = "Put the claim on the NAS.",
        DefaultAction = RuleAction.Fix,
        Milder = "Warns where the claim is not ours to change, or what is stored there is a guess by its path.",
        Group = RuleGroup.RightPlace,
        IsAboutPlace = true,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = DataKinds.Where(kind => kind.IsBulk);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Backend is Backend.Known { IsNodeLocal: true };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (IsMisplaced(mount) && mount is { Main: var data, Backend: Backend.Known known })
        {
            var place = Placement.Of(mount, data, policy);
            yield return Violation(
                mount,
                data,
                $"{mount.Program} {data.Keeps} {data.Spoken} at {mount.PathOf(data)}, but {mount.VolumeSpoken} is on one node's "
                    + $"disk ({known.Title}){place.Use}",
                place.Remedy);
        }
    }

    /// <summary>Whether what is stored at a mount is large, and on one node's disk.</summary>
    public static bool IsMisplaced(MountFacts mount) => !mount.IsEphemeral
        && mount is { Main: { Traits.IsBulk: true, Criticality: < Criticality.Critical } data, Backend: Backend.Known { IsNodeLocal: true } }
        && (data.Certainty > Certainty.Guessed || (mount.Claim is not null && !IsKnownOtherwise(mount)));

    /// <summary>Whether somebody who mounts the same volume is known to keep something else there, so that a path's name proves little.</summary>
    private static bool IsKnownOtherwise(MountFacts mount) =>
        mount.Beside?.Leading(mount) is { Certainty: > Certainty.Guessed, Traits.IsBulk: false, Kind: not DataKind.Unknown };
}
