using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Runs;

/// <summary>Removes what retention drops, each manifest before its archive, so that a killed run never leaves a manifest without data.</summary>
internal static class Pruning
{
    public static RetentionPlan Plan(Shelf shelf, RetentionRules rules, DateTimeOffset now) =>
        Retention.Plan([.. shelf.Backups.Select(b => new RetainedBackup(b.Name.Id, b.Manifest.StartedAt, b.IsGood, b.IsTested))], rules, now);

    public static async Task Drop(Target target, RetentionPlan plan, string folder, CancellationToken stop)
    {
        foreach (var name in plan.Drop.Select(b => new ArchiveName(folder, b.Id)))
        {
            await Delete(target, name, stop);
        }
    }

    /// <summary>Archives of runs that were killed before their manifest, once they are a day old: a slow run may still be at work.</summary>
    public static async Task RemoveUnfinished(Target target, Shelf shelf, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var name in shelf.Unfinished.Where(n => now - n.Time > TimeSpan.FromDays(1)))
        {
            await Delete(target, name, stop);
        }
    }

    private static async Task Delete(Target target, ArchiveName name, CancellationToken stop)
    {
        foreach (var part in name.InOrderOfDeletion)
        {
            await target.Delete(part, stop);
        }
    }
}
