using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Runs;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>What a restore would do, found out without changing anything: the folder may be mounted read-only, and its app may run.</summary>
internal sealed class RestoreLook(RestoreRequest request, Func<Target> open)
{
    public async Task<Outcome> Run(CancellationToken stop)
    {
        var interrupted = RestoreJournal.Find(request.Folder)?.Phase;
        var seen = new Outcome
        {
            Verb = "restore",
            Exit = BackupExit.Good,
            Message = string.Empty,
            Interrupted = interrupted is { } phase ? phase.ToString().ToLowerInvariant() : null,
            Kept = KeptCopies.In(request.Folder),
            IsEmpty = Directory.EnumerateFileSystemEntries(request.Folder).All(e => Leftovers.Is(Path.GetFileName(e))),
            Unwritable = Unwritable(request.Folder),
        };
        if (request.Undo.Length > 0)
        {
            return seen.Kept.Contains(request.Undo, StringComparer.Ordinal)
                ? seen with { Message = $"what restore {request.Undo} moved aside would be put back" }
                : throw BackupException.Refused(KeptCopies.Missing(request.Folder, request.Undo));
        }

        await using var target = open();
        var shelf = await Shelf.OfClaim(target, request.Identity, stop);
        var chosen = new BackupChoice(shelf, request, target.Description).Choose();
        var room = RestoreRoom.Check(request.Folder, chosen);
        return seen with
        {
            Archive = chosen.Name.Whole,
            State = chosen.State,
            Bytes = chosen.Manifest.Totals.Bytes,
            Files = chosen.Manifest.Totals.Files,
            Databases = chosen.Manifest.Totals.Databases,
            Message = $"{chosen.Name.Whole} would be restored: {ByteSize.Spell(chosen.Manifest.Totals.Bytes)}, and there is room for {ByteSize.Spell(room)}",
            Offered =
            [
                .. shelf.Backups.Select(b => $"{b.Name.Id} {b.State} {ByteSize.Spell(b.Manifest.Totals.Bytes)}"),
            ],
        };
    }

    private static string? Unwritable(string folder) => Native.MayWriteIn(folder) || FileStatus.Find(folder + "/.") is not { } status ? null
        : $"its folder belongs to {status.User}:{status.Group} with mode {Convert.ToString(status.Mode, 8)}, and UID {Native.EffectiveUser()} may not "
            + "write there";
}
