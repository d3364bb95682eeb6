using System.CommandLine;
using HomelabStorage.Backup.Restoring;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup restore</c>: data back into a folder.</summary>
internal static class RestoreVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var to = new Option<string>("--to") { Description = "The folder to restore into. What is there is kept beside.", HelpName = "DIR", Required = true };
        var archive = new Option<string>("--archive")
        {
            Description = "The backup's id, TIME-xxxx (the newest good one).",
            HelpName = "ID",
            DefaultValueFactory = _ => string.Empty,
        };
        var noOwner = new Option<bool>("--no-owner") { Description = "Leave the owner of what is restored to whoever runs this." };
        var ifEmpty = new Option<bool>("--if-empty")
        {
            Description = "Do nothing when data are there, or when the target answers that nothing was ever stored. For init containers.",
        };
        var command = new Command(
            "restore",
            "Restore a backup: unpack beside the data, check, then swap by renames. The app must not run. Goes on where it was "
                + "interrupted.") { to, archive, noOwner, ifEmpty };
        var target = TargetOption.Of(command);
        var identity = IdentityOption.AnyUid(command);
        FolderCheck.Add(command, to);
        command.SetAction((parsed, stop) => Door.Saying(
            surroundings,
            "restore",
            interrupted => new RestoreRun(
                new RestoreRequest
                {
                    Folder = FolderCheck.Get(parsed, to),
                    Identity = identity.Get(parsed),
                    Id = parsed.GetValue(archive)!,
                    WithOwner = !parsed.GetValue(noOwner),
                    OnlyIfEmpty = parsed.GetValue(ifEmpty),
                },
                () => target.Open(parsed, surroundings),
                surroundings.Error).Run(interrupted),
            stop));
        return command;
    }
}
