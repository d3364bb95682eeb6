using System.Text.Json;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Runs;
using HomelabStorage.Backup.Targets;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Restores a backup into scratch, compares it with its manifest, and stores what it found beside it.</summary>
internal sealed class VerifyRun(Target target, string scratch, TimeProvider time)
{
    public async Task<Outcome> Run(StoredBackup backup, CancellationToken stop)
    {
        if (new DriveInfo(scratch).AvailableFreeSpace is var room && room < backup.Manifest.Totals.Bytes)
        {
            throw BackupException.Refused($"--scratch {scratch} has room for {ByteSize.Spell(room)}; a test restore "
                + $"of {backup.Name.Whole} needs {ByteSize.Spell(backup.Manifest.Totals.Bytes)}");
        }

        var began = time.GetTimestamp();
        var problems = await FindProblems(backup, stop);
        var verification = JsonSerializer.SerializeToUtf8Bytes(
            new Verification(time.GetUtcNow(), problems.Length == 0, problems),
            ArchiveJson.Default.Verification);
        await target.Replace(backup.Name.Verified, output => output.WriteAsync(verification, stop).AsTask(), stop);
        return new Outcome
        {
            Verb = "verify",
            Exit = problems.Length == 0 ? BackupExit.Good : BackupExit.Failed,
            Archive = backup.Name.Whole,
            State = problems.Length == 0 ? "tested" : "broken",
            Message = problems.Length == 0
                ? $"{backup.Name.Whole} was restored and is what its manifest says"
                : $"{backup.Name.Whole} is broken: {problems[0].Path}: {problems[0].Reason}",
            Files = backup.Manifest.Totals.Files,
            Bytes = backup.Manifest.Totals.Bytes,
            Databases = backup.Manifest.Totals.Databases,
            Seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 1),
            Failures = problems.Length,
            Problems = [.. problems.Select(p => $"{p.Path}: {p.Reason}")],
        };
    }

    private async Task<Remark[]> FindProblems(StoredBackup backup, CancellationToken stop)
    {
        using var own = new ScratchFolder(scratch, time.GetUtcNow());
        var into = Directory.CreateDirectory(own.File("restored")).FullName;
        try
        {
            var extraction = new Extraction(into, await ManifestFile.ReadFiles(target, backup.Name, stop));
            await using (var archive = await target.Open(backup.Name.Archive, stop))
            {
                await extraction.Unpack(archive, backup.Manifest.Archive, stop);
            }

            return [.. extraction.Problems, .. RestoredDatabases.Check(into, extraction, backup.Manifest.Databases)];
        }
        catch (JsonException broken)
        {
            return [new Remark(backup.Name.Manifest, $"it is not a manifest: {broken.Message}")];
        }
    }
}
