using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Runs;

/// <summary>What a target holds, for tools.</summary>
internal sealed record BackupListing(IReadOnlyList<BackupRow> Backups, IReadOnlyList<Remark> Broken, IReadOnlyList<string> Unfinished)
{
    public static BackupListing Of(Shelf shelf) => new(
        [.. shelf.Backups.Select(b => new BackupRow(
            b.Name.Whole,
            b.Manifest.StartedAt,
            b.State,
            b.Manifest.Strategy,
            b.Manifest.Consistency,
            b.Manifest.Totals.Bytes,
            b.Manifest.Archive.Bytes,
            b.Manifest.Totals.Databases,
            b.Verification?.VerifiedAt,
            b.Manifest.Suspicious))],
        shelf.Broken,
        [.. shelf.Unfinished.Select(n => n.Whole)]);
}
