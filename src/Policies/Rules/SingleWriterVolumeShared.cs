using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Two workloads on a claim that one node, or one process, has for itself.</summary>
public sealed class SingleWriterVolumeShared : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "single-writer-volume-shared",
        Title = "Several workloads share a volume meant for one",
        Why = "A ReadWriteOnce block volume is attached to one node, so a second workload waits for ever on another; and a database file has one writer.",
        Remedy = "Give each workload a claim of its own, or share files on storage that many nodes may write.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Claim is not null;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.Workload.IsBatch || mount.Claim is not { Spec: { } spec } claim || mount.Volume.Source is not VolumeSource.ByClaim)
        {
            yield break;
        }

        var isAttached = mount.Backend is Backend.Known { Traits.Protocol: Protocol.Block } && !spec.AccessModes.HasFlag(AccessModes.ReadWriteMany);
        var isDatabase = mount.Main is { Traits.NeedsLocks: true, Certainty: > Certainty.Guessed, IsResidue: false } && !mount.IsReadOnly;
        if ((isAttached || isDatabase) && mount.Surroundings.Users.Other(mount.Workload, claim.Name, isAttached ? null : mount.Mount.SubPath) is { } other)
        {
            yield return Violation(
                mount,
                mount.Main,
                $"{mount.Workload.Reference} and {other.Reference} both mount claim {claim.Name}, {(isAttached ? "which only one node can attach" : $"where {mount.Program} keeps {mount.Main.Spoken}")}",
                $"{other.Spoken}: a claim of its own") with
            {
                Certainty = Certainty.Observed,
            };
        }
    }
}
