using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Runs;

/// <summary>A manifest as the outcome of its run.</summary>
internal static class RunOutcome
{
    public static Outcome Of(ArchiveName name, Manifest manifest, TimeSpan took) => new()
    {
        Verb = "run",
        Exit = !manifest.IsGood ? BackupExit.Failed : manifest.Suspicious is not null ? BackupExit.Suspicious : BackupExit.Good,
        Message = manifest switch
        {
            { IsGood: false } =>
                $"{Count(manifest.Failures.Count, "thing")} could not be copied; what could is stored as a partial backup, and nothing was "
                    + $"pruned: {manifest.Failures[0].Path}: {manifest.Failures[0].Reason}",
            { Suspicious: { } reason } => $"stored, but suspicious: {reason}. Nothing is pruned until 'backup accept {name.Whole}'",
            _ =>
                $"stored {Count(manifest.Totals.Files, "file")} and {Count(manifest.Totals.Databases, "database")}, "
                    + $"{ByteSize.Spell(manifest.Totals.Bytes)}, as {ByteSize.Spell(manifest.Archive.Bytes)}",
        },
        Archive = name.Whole,
        State = !manifest.IsGood ? "partial" : manifest.Suspicious is not null ? "suspicious" : "good",
        Consistency = manifest.Consistency,
        Suspicious = manifest.Suspicious,
        Files = manifest.Totals.Files,
        Bytes = manifest.Totals.Bytes,
        ArchiveBytes = manifest.Archive.Bytes,
        Databases = manifest.Totals.Databases,
        Seconds = Math.Round(took.TotalSeconds, 1),
        Failures = manifest.Failures.Count,
        Warnings = manifest.Warnings.Count,
        Problems = [.. manifest.Failures.Concat(manifest.Warnings).Select(r => $"{r.Path}: {r.Reason}")],
    };

    private static string Count(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
