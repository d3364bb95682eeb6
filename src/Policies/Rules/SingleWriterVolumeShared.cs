using HomelabStorage.Policies.Facts;
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
        Why = "A ReadWriteOnce block volume is attached to one node, so a second workload waits forever on another; and a database file has one writer.",
        Remedy = "Give each workload a claim of its own, or share files on storage that many nodes may mount.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    private const string Together =
        "if both need the same files: podAffinity that keeps them on one node, or ReadWriteMany on a class that supports it (not for a database)";

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount.Claim is not null;

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy) =>
        Sharer(mount) is { } other && !IsSaid(mount, other) ? [Shared(mount, other)] : [];

    private RuleOutcome.Finding Shared(MountFacts mount, Workload other)
    {
        var isApart = IsAttached(mount) && !AreTogether(mount.Workload, other);
        var why = isApart
            ? "which can be attached to one node only: on two nodes the second pod stays in ContainerCreating"
            : $"where {mount.Program} keeps {mount.Main.Spoken}";
        return Violation(
            mount,
            mount.Main,
            $"{mount.Workload.Reference} and {other.Reference} both mount claim {mount.Claim!.Name}, {why}",
            $"{other.Spoken}: a PersistentVolumeClaim of its own") with
        {
            Alternatives = isApart ? [Together] : [],
            Certainty = Certainty.Observed,
        };
    }

    /// <summary>Who else has what a mount should have for itself; null when nobody does, or when it may be shared.</summary>
    private static Workload? Sharer(MountFacts mount)
    {
        if (mount.Workload is not { IsBatch: false, IsUnapplied: false, Replicas: > 0 }
            || mount is not { Claim: { Spec: not null } claim, Volume.Source: VolumeSource.ByClaim })
        {
            return null;
        }

        var isAttached = IsAttached(mount);
        var isDatabase = mount.Main is { Traits.NeedsLocks: true, Certainty: > Certainty.Guessed, IsResidue: false } && !mount.IsReadOnly;
        if (!isAttached && !isDatabase)
        {
            return null;
        }

        var other = mount.Surroundings.Users.Other(mount.Workload, claim.Name, isAttached ? null : mount.Mount.SubPath);
        return !isAttached || other is null || !AreTogether(mount.Workload, other) ? other
            : isDatabase ? mount.Surroundings.Users.Other(mount.Workload, claim.Name, mount.Mount.SubPath)
            : null;
    }

    /// <summary>Whether one has to run on the node of the other.</summary>
    private static bool AreTogether(Workload one, Workload other) => Follows(one, other) || Follows(other, one);

    private static bool Follows(Workload one, Workload other)
    {
        foreach (var companions in one.Pod.Companions)
        {
            if (companions.Joins(one.Namespace, other))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAttached(MountFacts mount) =>
        mount.Backend is Backend.Known { Traits.Protocol: Protocol.Block } && mount.Claim?.Spec?.AccessModes.HasFlag(AccessModes.ReadWriteMany) != true;

    /// <summary>
    /// From the claim's side both are judged, and the first by name has said it of the pair: not the first in a file, or moving a document would change
    /// how often it is said.
    /// </summary>
    private static bool IsSaid(MountFacts mount, Workload other) =>
        mount.Beside is { } beside
        && other.IsNamedBefore(mount.Workload)
        && beside.Of(other).Any(theirs => Sharer(theirs)?.Reference == mount.Workload.Reference);
}
