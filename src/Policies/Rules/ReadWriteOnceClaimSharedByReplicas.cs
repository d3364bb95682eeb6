using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Several pods of one workload on a claim that asks for one node.</summary>
public sealed class ReadWriteOnceClaimSharedByReplicas : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "read-write-once-claim-shared-by-replicas",
        Title = "Several replicas mount one ReadWriteOnce claim",
        Why = "A ReadWriteOnce volume is used by one node at a time: every replica has to run on that node, or waits for a volume it never gets.",
        Remedy = "Run one replica, or ask for ReadWriteMany on storage that supports it.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Workload.Replicas > 1 && mount.Volume.Source is VolumeSource.ByClaim;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        var workload = mount.Workload;
        if (workload.Replicas <= 1
            || workload.IsBatch
            || mount is not { Volume.Source: VolumeSource.ByClaim, Claim.Spec: { } spec }
            || spec.AccessModes == AccessModes.None
            || (spec.AccessModes & (AccessModes.ReadWriteMany | AccessModes.ReadOnlyMany)) != AccessModes.None)
        {
            yield break;
        }

        // Where the replicas write one database, that is said, and it is worse.
        if (mount.IsReadOnly || !mount.Data.Any(d => d is { Kind: DataKind.Sqlite, IsResidue: false }))
        {
            yield return Violation(
                mount,
                mount.Main,
                $"{workload.Replicas} replicas of {mount.Program} mount claim {mount.Claim.Name}, which is ReadWriteOnce: replicas on other nodes cannot start",
                workload.Origin is { } origin
                    ? $"{origin.Reference}: {origin.Place("spec.replicas", "replicas")}: 1"
                    : $"{workload.Reference}: spec.replicas: 1") with
            {
                Alternatives = ["ReadWriteMany on a class that supports it, if the replicas are meant to share files"],
                Certainty = Certainty.Observed,
                Extent = workload.Replicas,
            };
        }
    }
}
