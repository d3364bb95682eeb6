using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>The files of a database, copied one after the other while they change.</summary>
public sealed class BackupCopiesALiveDatabase : MountRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "backup-copies-a-live-database",
        Title = "A backup copies the files of a running database",
        Why = "A database changes while its files are read one after the other: the copy may be inconsistent and unusable, and the job succeeds all "
            + "the same. Of 60 "
            + "copies of a busy SQLite database made with tar, 60 could not be used.",
        Remedy = "Let the database make the copy (sqlite3's .backup, VACUUM INTO, pg_dump) and copy that, take a volume snapshot, or stop the app "
            + "during the copy.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.DataSafety,
    };

    /// <inheritdoc/>
    protected override DataKinds About { get; } = DataKinds.Where(traits => traits.IsDatabase);

    /// <inheritdoc/>
    protected override bool Concerns(MountFacts mount) => mount is { Workload.IsBatch: false, Coverage.Backups.Count: > 0 };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy)
    {
        if (mount.IsReadOnly || mount.Coverage.Backups.Any(b => b is { Covers: true, CopiesLive.Length: 0 }))
        {
            yield break;
        }

        if (mount.Coverage.Backups.FirstOrDefault(b => b is { CopiesLive.Length: > 0, Obstacle.Length: 0 }) is { } backup
            && mount.Data.FirstOrDefault(d => d is { IsResidue: false, Traits.IsDatabase: true }) is { } data)
        {
            yield return Violation(
                mount,
                data,
                $"{backup.Source} copies {data.Spoken} of {mount.Program} at {mount.PathOf(data)} while it is written to ({backup.CopiesLive}): "
                    + "the copy may be inconsistent and unusable",
                backup.Whole.Length > 0 ? backup.Whole
                : data.Kind == DataKind.Sqlite
                    ? $"{backup.Source}: run sqlite3 FILE \".backup COPY\" first and copy COPY, or copy a volume snapshot, or scale "
                        + $"{mount.Workload.Name} to 0 during the copy"
                    : $"{backup.Source}: copy a dump that the database makes, or a volume snapshot, or scale {mount.Workload.Name} to 0 during the copy") with
            {
                Choice = $"databases that {backup.OneOf} copies while they are written to{(backup.IsOneOfMany ? $" ({backup.CopiesLive})" : string.Empty)}",
            };
        }
    }
}
