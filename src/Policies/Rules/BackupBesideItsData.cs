using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A copy that is lost together with what it copies.</summary>
public sealed class BackupBesideItsData : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "backup-beside-its-data",
        Title = "A backup is stored beside its data",
        Why = "A copy on the same volume, node or appliance is lost with the data; it helps against an accidental deletion and nothing else.",
        Remedy = "Copy to another machine: an object store, another node, another NAS.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount is { Workload.IsBatch: false, Coverage: { Backups.Count: > 0, Best: null } };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (!mount.IsReadOnly
            && mount.Coverage.Backups.FirstOrDefault(b => b is { Beside.Length: > 0, Obstacle.Length: 0 }) is { } backup
            && mount.Data.FirstOrDefault(d => d is { IsResidue: false, Criticality: > Criticality.Low, Traits: { CanBeRebuilt: false, IsCopy: false } }
                && (d.Kind != DataKind.Unknown || d.Certainty == Certainty.Declared)) is { } data)
        {
            yield return Violation(
                mount,
                data,
                $"{backup.Source} copies {data.Spoken} of {mount.Program} at {mount.PathOf(data)} only to {backup.Beside}: one failure "
                    + "loses the data and the copy",
                $"{backup.Source}: copy to another machine, such as an object store, another node or another NAS") with
            {
                Choice = $"data that {backup.OneOf} copies only to {backup.Beside}",
            };
        }
    }
}
