using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Which of a claim's backups is restored, and what to say when there is none.</summary>
internal sealed class BackupChoice(Shelf shelf, RestoreRequest request, string target)
{
    /// <summary>That the target holds nothing of the claim that was ever finished.</summary>
    public string NothingStored => $"{target} answers that nothing was ever stored for {request.Identity.Spoken}"
        + (shelf.Unfinished is [var newest, ..] ? $" ({newest.Whole} is of a run that never finished, and no backup)" : string.Empty)
        + ", so the volume stays empty";

    /// <summary>The backup that was asked for, or the newest good one.</summary>
    public StoredBackup Choose()
    {
        var chosen = request.Id.Length > 0
            ? shelf.Backups.FirstOrDefault(b => string.Equals(b.Name.Id, request.Id, StringComparison.Ordinal)) ?? throw NotThere()
            : request.NotAfter is { } moment
                ? shelf.Backups.Where(b => b.IsGood && b.Name.Time <= moment).MaxBy(b => b.Name.Time) ?? throw NoneThen(moment)
            : shelf.NewestGood ?? throw NoneGood();
        return string.Equals(chosen.Manifest.Namespace, request.Identity.Namespace, StringComparison.Ordinal)
            && string.Equals(chosen.Manifest.Claim, request.Identity.Claim, StringComparison.Ordinal)
                ? chosen
                : throw BackupException.Refused($"{target}: {chosen.Name.Whole} is a backup of {chosen.Manifest.Namespace}/{chosen.Manifest.Claim} by its "
                    + $"manifest, and is stored among those of {request.Identity.Spoken}: move it to where it belongs, or unpack it with tar, as "
                    + "docs/backup-format.md says");
    }

    private BackupException NoneThen(DateTimeOffset moment) => shelf.Backups.Where(b => b.IsGood).MinBy(b => b.Name.Time) is { } oldest
        ? BackupException.Refused($"{target} has no good backup of {request.Identity.Spoken} that was made at or before "
            + $"{moment.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; the oldest good one is {oldest.Name.Id}")
        : NoneGood();

    private BackupException NotThere()
    {
        var name = shelf.Unfinished.FirstOrDefault(n => string.Equals(n.Id, request.Id, StringComparison.Ordinal));
        var broken = shelf.Broken.FirstOrDefault(b => ArchiveName.Of(b.Path) is { } of && string.Equals(of.Id, request.Id, StringComparison.Ordinal));
        return name is not null ? BackupException.Refused($"{target}: {name.Whole} has no manifest: its run never finished, so it is not a backup")
            : broken is not null ? BackupException.Failed($"{target}: {broken.Path}: {broken.Reason}; {WithTar}")
            : BackupException.NoBackup(target, $"{request.Id} of {request.Identity.Spoken}");
    }

    private BackupException NoneGood()
    {
        var none = $"{target} has no good backup of {request.Identity.Spoken}";
        return shelf switch
        {
            { Backups: [var newest, ..] } => BackupException.Failed($"{none}: the newest, {newest.Name.Id}, is {newest.State}; "
                + $"--archive {newest.Name.Id} restores it anyway, and backup list shows what else there is"),
            { Broken: [var newest, ..] } => BackupException.Failed($"{none}: {newest.Path}: {newest.Reason}; {WithTar}, "
                + "or remove what is broken when there is nothing to save"),
            { Unfinished: [var newest, ..] } => BackupException.Refused($"{target} has no backup of {request.Identity.Spoken}: nothing was ever stored, "
                + $"and {newest.Whole} is of a run that never finished"),
            _ => BackupException.Refused($"{target} has no backup of {request.Identity.Spoken}"),
        };
    }

    private const string WithTar = "restore its archive with tar, as docs/backup-format.md says";
}
