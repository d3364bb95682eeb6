using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>An update during which two pods write one database.</summary>
public sealed class RollingUpdateOfSingleWriter : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "rolling-update-of-single-writer",
        Title = "Two pods need one volume during an update",
        Why = "A rolling update starts the new pod before the old one is gone; for seconds both write the same file, or the new one waits for a "
            + "volume the old one holds.",
        Remedy = "Set strategy.type to Recreate.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Workload.Rollout == Rollout.Overlapping;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        var workload = mount.Workload;
        if (workload.Rollout != Rollout.Overlapping
            || workload.Replicas == 0
            || mount.IsReadOnly
            || mount.Volume.Source is not (VolumeSource.ByClaim or VolumeSource.Plugin))
        {
            yield break;
        }

        if (mount.App is not { App.IsSingleWriter: false }
            && mount.Data.FirstOrDefault(d => d is { Traits.IsDatabase: true, IsResidue: false, Certainty: > Certainty.Guessed }) is { } data)
        {
            yield return Violation(
                mount,
                data,
                $"a rolling update runs the old and the new pod of {mount.Program} at the same time, and both write {data.Spoken} at {mount.PathOf(data)}",
                $"{workload.Origin?.Reference ?? workload.Reference}: {workload.OneAtATime}") with
            {
                Certainty = data.Certainty,
            };
        }
        else if (mount is { Claim: { Spec: { } spec } claim, Backend: Backend.Known { Traits.Protocol: Protocol.Block } known }
            && spec.AccessModes is AccessModes.ReadWriteOnce or AccessModes.ReadWriteOncePod)
        {
            yield return Violation(
                mount,
                mount.Main,
                $"a rolling update can hang: the new pod of {workload.Name} may start on another node, where {known.Title} cannot attach "
                    + $"claim {claim.Name} while the old pod uses it",
                $"{workload.Origin?.Reference ?? workload.Reference}: {workload.OneAtATime}") with
            {
                Certainty = known.Certainty,
            };
        }
    }
}
