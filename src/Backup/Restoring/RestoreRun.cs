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
            await error.WriteLineAsync($"{request.Folder}: going on with the interrupted restore {interrupted.Id}");
            alone.Check();
            TreeSwap.Finish(request.Folder, interrupted, request.WithOwner);
            if (IsAskedFor(interrupted))
            {
                return Restored(interrupted);
            }
        }
        else if (interrupted is not null)
        {
            Clear(interrupted);
        }

        if (request.KeptAs.Length > 0 && Directory.Exists(Path.Combine(request.Folder, Leftovers.Before + request.KeptAs)))
        {
            return Nothing($"restore {request.KeptAs} is done already") with { KeptAs = request.KeptAs };
        }

        if (request.Undo.Length > 0)
        {
            return Undo();
        }

        if (request.OnlyIfEmpty && Directory.EnumerateFileSystemEntries(request.Folder).FirstOrDefault(e => !Leftovers.Is(Path.GetFileName(e))) is { } there)
        {
            return Nothing($"there is data ({Path.GetFileName(there)}), so nothing was restored");
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
        return Restored(journal) with
        {
            Files = backup.Manifest.Totals.Files,
            Bytes = backup.Manifest.Totals.Bytes,
            Databases = backup.Manifest.Totals.Databases,
        };
    }

    /// <summary>Puts back what an earlier restore moved aside, by the same two renames; what is there now is kept in its turn.</summary>
    private Outcome Undo()
    {
        if (!Directory.Exists(Path.Combine(request.Folder, Leftovers.Before + request.Undo)))
        {
            throw BackupException.Refused(KeptCopies.Missing(request.Folder, request.Undo));
        }

        var journal = new RestoreJournal { Id = Id(), Archive = string.Empty, Undoes = request.Undo, Phase = RestorePhase.Leaving }.Begin(request.Folder);
        TreeSwap.Finish(request.Folder, journal, request.WithOwner);
        return Restored(journal);
    }

    private string Id() => request.KeptAs.Length > 0 ? request.KeptAs : RandomNumberGenerator.GetHexString(8, lowercase: true);

    private bool IsAskedFor(RestoreJournal done) =>
        request.KeptAs.Length > 0 ? string.Equals(request.KeptAs, done.Id, StringComparison.Ordinal)
        : done.Undoes is { } undone ? string.Equals(request.Undo, undone, StringComparison.Ordinal)
        : request.Undo.Length == 0
            && ArchiveName.Read(done.Archive) is { } name
            && request.Identity.Owns(name.Folder)
            && (request.Id.Length == 0 || string.Equals(request.Id, name.Id, StringComparison.Ordinal))
            && (request.NotAfter is not { } moment || name.Time <= moment);

    private async Task Unpack(Target target, StoredBackup backup, CancellationToken stop)
    {
        RestoreRoom.Check(request.Folder, backup);
        var files = await ManifestFile.ReadFiles(target, backup.Name, stop);
        await using var archive = await target.Open(backup.Name.Archive, stop);
        var journal = new RestoreJournal { Id = Id(), Archive = backup.Name.Whole }.Begin(request.Folder);
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
        journal.Close(request.Folder);
    }

    private Outcome Restored(RestoreJournal done) => new()
    {
        Verb = "restore",
        Exit = BackupExit.Good,
        Archive = done.Archive.Length > 0 ? done.Archive : null,
        KeptAs = done.Id,
        Message = $"{(done.Undoes is { } undone ? $"what restore {undone} had moved aside" : done.Archive)} is restored to {request.Folder}; what was "
            + $"there is in {done.Before}, remove it when all is well",
    };

    private static Outcome Nothing(string why) => new() { Verb = "restore", Exit = BackupExit.Good, Message = why };
}
