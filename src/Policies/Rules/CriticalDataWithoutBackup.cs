using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Data worth keeping on one disk, or critical data on replicas alone, and no second copy that was found.</summary>
public sealed class CriticalDataWithoutBackup : MountRule
{
    /// <summary>What findings say together where nothing is backed up at all.</summary>
    private const string OnReplicasOnly = "critical data that nothing but replicas protects";

    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "critical-data-without-backup",
        Title = "Data worth keeping has no second copy",
        Why = "A node's disk is one copy; when it fails, what took effort to build is built again from nothing. Replicas survive the loss of a disk and "
            + "are no backup: what is deleted or corrupted in one is deleted or corrupted in all.",
        Remedy = "Back the data up to another place often enough. Data that is important and not critical may be on replicated storage or the NAS instead.",
        DefaultAction = RuleAction.Warn,
        Milder = "For critical data on replicated storage it is only audited where nothing at all is backed up, in one line of the audit. A folder is only "
            + "audited that has a claim of its own inside one that is backed up, where the catalog does not know it.",
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) =>
        !mount.Workload.IsBatch && mount.Backend is Backend.Known { IsNodeLocal: true } or Backend.Known { Traits.Where: Whereabouts.Replicated };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.IsReadOnly || mount.IsEphemeral || mount.Coverage.Holds || mount.Backend is not Backend.Known known)
        {
            return [];
        }

        return known.IsNodeLocal && !IsCopied(mount) ? OnOneDisk(mount, policy) : OnReplicas(mount, known, policy);
    }

    /// <summary>Critical data on one node are another rule's finding, and one finding per disk is enough.</summary>
    private IEnumerable<RuleOutcome> OnOneDisk(MountFacts mount, StoragePolicy policy) =>
        !mount.Data.Any(d => d is { Criticality: Criticality.Critical, IsResidue: false })
        && mount.Data.FirstOrDefault(d => d is { Criticality: Criticality.Important, IsResidue: false, Traits.NeedsCopy: true }) is { } data
            ? [mount.Coverage.Doubt.Length > 0 ? Doubted(mount, data) : OnOneDisk(mount, data, policy)]
            : [];

    private RuleOutcome.Unknown Doubted(MountFacts mount, DataFacts data) =>
        Unknown(mount, $"whether {data.Spoken} of {mount.Program} at {mount.PathOf(data)} is backed up: {mount.Coverage.Doubt}");

    private RuleOutcome.Finding OnOneDisk(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        var rpo = policy.Tiers.TryGetValue(Criticality.Important, out var tier) ? tier.Rpo : TimeSpan.Zero;
        return Violation(
            mount,
            data,
            $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)} on one node's disk ({mount.VolumeSpoken}), {Uncovered(mount)}"
                + (mount.Coverage.IsLeftOut ? ", while the folder around it is backed up" : string.Empty),
            Remedy(mount, data, rpo)) with
        {
            // Who parts a folder from what is backed up knows that it can be made again.
            Ceiling = mount.Coverage.IsLeftOut ? RuleAction.Audit : RuleAction.Deny,
        };
    }

    /// <summary>Who backs up nothing has chosen so, and is told once; who forgot a volume is told of it. Of a volume in doubt somebody has thought.</summary>
    private IEnumerable<RuleOutcome> OnReplicas(MountFacts mount, Backend.Known known, StoragePolicy policy) =>
        mount.Data.FirstOrDefault(d => d is { Criticality: Criticality.Critical, IsResidue: false, Traits.OutlivesPod: true }
            && d.Certainty > Certainty.Guessed) is { } data
        && mount.Coverage.Doubt.Length == 0
            ? [OnReplicas(mount, data, known, policy)]
            : [];

    private RuleOutcome.Finding OnReplicas(MountFacts mount, DataFacts data, Backend.Known known, StoragePolicy policy) => Violation(
        mount,
        data,
        $"{mount.Program} keeps critical data ({data.Spoken}) at {mount.PathOf(data)} on {Place(mount, known)}, whose replicas are "
            + $"no backup, {Uncovered(mount)}",
        Remedy(mount, data, policy.BackupLimit(Criticality.Critical))) with
    {
        Ceiling = mount.Coverage.OthersAreCopied ? RuleAction.Warn : RuleAction.Audit,
        Choice = mount.Coverage.OthersAreCopied ? string.Empty : OnReplicasOnly,
    };

    /// <summary>Whether every replica has a whole copy on a disk of its own.</summary>
    private static bool IsCopied(MountFacts mount) => mount.Workload is { KeepsCopies: true, Replicas: > 1 };

    private static string Place(MountFacts mount, Backend.Known known) =>
        known.IsNodeLocal ? $"the disks of {mount.Workload.Replicas} instances" : $"{known.Title} ({mount.VolumeSpoken})";

    private static string Uncovered(MountFacts mount) =>
        $"and {(mount.Coverage.Best is null ? "no backup of it was found" : "no backup of it has succeeded lately enough")}{Why(mount)}";

    private static string Remedy(MountFacts mount, DataFacts data, TimeSpan limit) => mount.Coverage.Remedy is { Length: > 0 } remedy
        ? remedy
        : CopyAdvice.Of(mount, data, $" in namespace {(mount.Workload.Namespace.Length > 0 ? mount.Workload.Namespace : "of the app")}", "the NAS", limit);

    private static string Why(MountFacts mount) => mount.Coverage.WhyNot is { Length: > 0 } why ? $"; {why}" : string.Empty;
}
