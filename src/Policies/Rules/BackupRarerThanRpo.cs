using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Backups that are made less often than the policy allows.</summary>
public sealed class BackupRarerThanRpo : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "backup-rarer-than-rpo",
        Title = "Backups are made less often than the policy asks",
        Why = "Between two backups everything new is lost with the disk; the tier's rpo says how much of that is acceptable.",
        Remedy = "Run the backup at least as often as the tier's rpo, or raise the rpo. Where the rpo is 0s no schedule is often enough, so the "
            + "longest rpo of any tier is what is asked.",
        DefaultAction = RuleAction.Warn,
        Milder = "Is only audited for data that can be made again, while the time between two backups is no longer than the longest rpo of any tier, and "
            + "for data of low criticality, of which no backup at all is asked.",
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About => DataKinds.All;

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount is { Workload.IsBatch: false, Coverage.Backups.Count: > 0 };

    /// <summary>What is too rare: what covers the data, or, where nobody can tell whether anything does, what may.</summary>
    private static Backup? Rare(Coverage coverage) =>
        coverage is { Best: not null, IsOftenEnough: false } ? coverage.Best
        : coverage.Best is null && coverage.Limit > TimeSpan.Zero
            ? coverage.Backups.FirstOrDefault(b => b.Doubt.Length > 0 && b.Schedule?.Longest > coverage.Limit)
        : null;

    /// <summary>The tier that decides: that of the worst loss.</summary>
    private static Criticality Tier(MountFacts mount) => mount.Data.Where(d => !d.IsResidue).Max(d => d.Criticality);

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        var limit = mount.Coverage.Limit;
        if (mount.IsReadOnly || Rare(mount.Coverage) is not { } best || (mount.Coverage.Interval ?? best.Schedule?.Longest) is not { } interval)
        {
            yield break;
        }

        if (mount.Data.FirstOrDefault(d => d.IsWorthACopy) is { } data)
        {
            var isBearable = Tier(mount) == Criticality.Low
                || (data.Criticality < Criticality.Critical && interval <= policy.Tiers.Values.Max(tier => tier.Rpo));
            yield return Violation(
                mount,
                data,
                $"{data.Spoken} of {mount.Program} at {mount.PathOf(data)} is backed up every "
                    + $"{Duration.Format(interval)}{(best.Covers ? string.Empty : " at best")} ({best.Source}); the policy allows at most "
                        + $"{Duration.Format(limit)} between backups",
                $"{best.Source}: {(best.ScheduleField.Length > 0 ? $"{best.ScheduleField}:" : "schedule it")} every {Duration.Format(limit)} or more "
                    + "often") with
            {
                Alternatives = [$"if as much may be lost: policies.yaml: tiers: rpo: {Duration.Format(interval)} for {Words.Criticalities.Spell(Tier(mount))}"],
                Choice = isBearable
                    ? string.Empty
                    : $"data that {best.OneOf} backs up every {Duration.Format(interval)}, where the policy allows at most {Duration.Format(limit)}",
                Ceiling = isBearable ? RuleAction.Audit : RuleAction.Deny,
            };
        }
    }
}
