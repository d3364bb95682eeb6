using System.CommandLine;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Restoring;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup verify</c>: a test restore.</summary>
internal static class VerifyVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var archive = new Option<string>("--archive")
        {
            Description = "The backup's id, TIME-xxxx (the newest).",
            HelpName = "ID",
            DefaultValueFactory = _ => string.Empty,
        };
        var command = new Command(
            "verify",
            "Restore a backup into scratch, check its databases, compare it with its manifest, and store the result beside it.") { archive };
        var target = TargetOption.Of(command);
        var identity = IdentityOption.AnyUid(command);
        var scratch = ScratchOption.Of(command, "everything that is restored");
        target.Say(command, surroundings, async (parsed, opened, stop) =>
        {
            var claim = identity.Get(parsed);
            var id = parsed.GetValue(archive)!;
            return await ChosenBackup.Use(
                await Shelf.OfClaim(opened, claim, stop),
                () => Shelf.OfClaim(opened, claim, stop),
                shelf => shelf.Backups.FirstOrDefault(b => id.Length == 0 || string.Equals(b.Name.Id, id, StringComparison.Ordinal))
                    ?? throw BackupException.NoBackup(opened.Description, $"{id}{(id.Length > 0 ? " " : string.Empty)}of {claim.Spoken}"),
                backup => new VerifyRun(opened, FolderCheck.Get(parsed, scratch), surroundings.Time).Run(backup, stop));
        });
        return command;
    }
}
