using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Data worth keeping on one disk, and no second copy in sight.</summary>
public sealed class CriticalDataWithoutBackup : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "critical-data-without-backup",
        Title = "Data worth keeping has no second copy",
        Why = "A node's disk is one copy; when it fails, what took effort to build is built again from nothing.",
        Remedy = "Back the data up to another place often enough, or move it to replicated storage or the NAS.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => !mount.Workload.IsBatch && mount.Backend is Backend.Known { IsNodeLocal: true };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.IsReadOnly || mount.IsEphemeral || mount.Coverage.Holds || mount.Backend is not Backend.Known { IsNodeLocal: true })
        {
            yield break;
        }

        // Critical data on one node are another rule's finding, and one finding per disk is enough.
        if (mount.Data.Any(d => d is { Criticality: Criticality.Critical, IsResidue: false }))
        {
            yield break;
        }

        if (mount.Data.FirstOrDefault(d => d is { Criticality: Criticality.Important, IsResidue: false, Traits.NeedsCopy: true }) is { } data)
        {
            if (mount.Coverage.Doubt is { Length: > 0 } doubt)
            {
                yield return Unknown(mount, $"whether {data.Spoken} of {mount.Program} at {mount.PathOf(data)} is backed up: {doubt}");
                yield break;
            }

            var every = policy.Tiers.TryGetValue(Criticality.Important, out var tier) && tier.Rpo > TimeSpan.Zero
                ? $" at least every {Duration.Format(tier.Rpo)}"
                : string.Empty;
            yield return Violation(
                mount,
                data,
                $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)} on one node's disk ({mount.VolumeSpoken}), "
                    + $"and {(mount.Coverage.Best is null ? "no backup of it was found" : "no backup of it has succeeded lately enough")}{Why(mount)}",
                $"a CronJob in namespace {(mount.Workload.Namespace.Length > 0 ? mount.Workload.Namespace : "of the app")} that "
                    + $"copies {mount.VolumeSpoken} to the NAS{every}");
        }
    }

    private static string Why(MountFacts mount) => mount.Coverage.WhyNot is { Length: > 0 } why ? $"; {why}" : string.Empty;
}
