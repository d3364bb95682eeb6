using System.Globalization;
using System.Security.Cryptography;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Runs;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Restores a backup into a folder: unpacked beside the data, checked, then swapped in. What was there is kept.</summary>
internal sealed class RestoreRun(RestoreRequest request, Func<Target> open, TextWriter error)
{
    public async Task<Outcome> Run(CancellationToken stop)
    {
        using var alone = FolderLock.Take(request.Folder);
        var interrupted = RestoreJournal.Find(request.Folder);
        if (interrupted is { Phase: not RestorePhase.Unpacking })
        {
            await error.WriteLineAsync($"{request.Folder}: going on with the interrupted restore of {interrupted.Archive}");
            alone.Check();
            TreeSwap.Finish(request.Folder, interrupted, request.WithOwner);
            if (IsAskedFor(interrupted.Archive))
            {
                return Restored(interrupted.Archive, interrupted.Before);
            }
        }

        else if (interrupted is not null)
        {
            Clear(interrupted);
        }

        if (request.OnlyIfEmpty && Directory.EnumerateFileSystemEntries(request.Folder).FirstOrDefault(e => !Leftovers.Is(Path.GetFileName(e))) is { } there)
        {
            return Nothing($"data are there ({Path.GetFileName(there)}), so nothing was restored");
        }

        await using var target = open();
        var shelf = await Shelf.OfClaim(target, request.Identity, stop);
        if (request.OnlyIfEmpty && request.Id.Length == 0 && shelf.HasNothing)
        {
            return Nothing(new BackupChoice(shelf, request, target.Description).NothingStored);
        }

        var backup = await ChosenBackup.Use(
            shelf,
            () => Shelf.OfClaim(target, request.Identity, stop),
            found => new BackupChoice(found, request, target.Description).Choose(),
            async chosen =>
            {
                await Unpack(target, chosen, stop);
                return chosen;
            });
        alone.Check();
        var journal = RestoreJournal.Find(request.Folder)!;
        TreeSwap.Finish(request.Folder, journal, request.WithOwner);
        return Restored(backup.Name.Whole, journal.Before) with
        {
            Files = backup.Manifest.Totals.Files,
            Bytes = backup.Manifest.Totals.Bytes,
            Databases = backup.Manifest.Totals.Databases,
        };
    }

    private bool IsAskedFor(string archive) => ArchiveName.Read(archive) is { } name
        && request.Identity.Owns(name.Folder)
        && (request.Id.Length == 0 || string.Equals(request.Id, name.Id, StringComparison.Ordinal));

    private async Task Unpack(Target target, StoredBackup backup, CancellationToken stop)
    {
        var room = new DriveInfo(request.Folder).AvailableFreeSpace;
        if (room < backup.Manifest.Totals.Bytes)
        {
            throw BackupException.Failed($"{request.Folder} has room for {ByteSize.Spell(room)}; restoring beside what is there "
                + $"needs {ByteSize.Spell(backup.Manifest.Totals.Bytes)}");
        }

        var files = await ManifestFile.ReadFiles(target, backup.Name, stop);
        await using var archive = await target.Open(backup.Name.Archive, stop);
        var journal = new RestoreJournal { Id = RandomNumberGenerator.GetHexString(8, lowercase: true), Archive = backup.Name.Whole }.Save(request.Folder);
        var beside = Native.MakeOwnFolder(Path.Combine(request.Folder, journal.Restoring));
        var extraction = new Extraction(beside, files);
        await extraction.Unpack(archive, backup.Manifest.Archive, stop);
        var problems = new List<Remark>(extraction.Problems);
        if (problems.Count == 0)
        {
            problems.AddRange(RestoredDatabases.Check(beside, extraction, backup.Manifest.Databases));
            extraction.ApplyMetadata(request.WithOwner);
            problems.AddRange(extraction.Problems);
            if (request.WithOwner && extraction.Root is { } root && !root.Fits(request.Folder))
            {
                problems.Add(new Remark(
                    ".",
                    $"UID {Native.EffectiveUser()} cannot give the folder its owner {root.User}:{root.Group} and "
                        + $"mode {Convert.ToString(root.Mode, 8)}: restore as root, or with --no-owner"));
            }
        }

        if (problems.Count > 0)
        {
            Clear(journal);
            throw BackupException.Failed(string.Create(
                CultureInfo.InvariantCulture,
                $"{backup.Name.Whole} was not restored, and {request.Folder} is as it "
                    + $"was: {problems.Count} problems: {string.Join("; ", problems.Take(5).Select(p => $"{p.Path}: {p.Reason}"))}"));
        }

        Native.SyncVolume(beside);
        _ = (journal with { Phase = RestorePhase.Leaving, Root = extraction.Root }).Save(request.Folder);
    }

    private void Clear(RestoreJournal journal)
    {
        var beside = Path.Combine(request.Folder, journal.Restoring);
        if (Directory.Exists(beside))
        {
            ClosedFolders.Delete(beside);
        }

        journal.Remove(request.Folder);
    }

    private Outcome Restored(string archive, string before) => new()
    {
        Verb = "restore",
        Exit = BackupExit.Good,
        Archive = archive,
        Message = $"{archive} is restored to {request.Folder}; what was there is in {before}, remove it when all is well",
    };

    private static Outcome Nothing(string why) => new() { Verb = "restore", Exit = BackupExit.Good, Message = why };
}
