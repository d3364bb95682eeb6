using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Backup.Restoring;
using HomelabStorage.Policies.Vocabulary;

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
        var at = new Option<string?>("--at")
        {
            Description = $"The newest good backup that was made at or before this time: {PointInTime.Accepted}.",
            HelpName = "TIME",
        };
        var undo = new Option<string>("--undo")
        {
            Description = "Put back what an earlier restore moved aside (.hs-before-ID), in place of a backup. The target is not asked.",
            HelpName = "ID",
            DefaultValueFactory = _ => string.Empty,
        };
        var keptAs = new Option<string>("--kept-as")
        {
            Description = "The id that what is there is kept under, .hs-before-ID. A restore whose id is used is done already, and nothing is done again.",
            HelpName = "ID",
            DefaultValueFactory = _ => string.Empty,
        };
        var plan = new Option<bool>("--plan") { Description = "Change nothing: say what would be restored, what else there is, and whether there is room." };
        var noOwner = new Option<bool>("--no-owner") { Description = "Leave the owner of what is restored to whoever runs this." };
        var ifEmpty = new Option<bool>("--if-empty")
        {
            Description = "Do nothing when data is there, or when the target answers that nothing was ever stored. For init containers.",
        };
        var command = new Command(
            "restore",
            "Restore a backup: unpack beside the data, check, then swap by renames. The app must not run. If it is interrupted, run it again: it "
                + "continues.") { to, archive, at, undo, keptAs, plan, noOwner, ifEmpty };
        command.Validators.Add(result => Check(result, archive, at, undo, keptAs));
        var target = TargetOption.Of(command);
        var identity = IdentityOption.AnyUid(command);
        FolderCheck.Add(command, to);
        command.SetAction((parsed, stop) => Door.Saying(
            surroundings,
            "restore",
            interrupted =>
            {
                var request = new RestoreRequest
                {
                    Folder = FolderCheck.Get(parsed, to),
                    Identity = identity.Get(parsed),
                    Id = parsed.GetValue(archive)!,
                    NotAfter = parsed.GetValue(at) is { } moment ? PointInTime.Read(moment) : null,
                    Undo = parsed.GetValue(undo)!,
                    KeptAs = parsed.GetValue(keptAs)!,
                    WithOwner = !parsed.GetValue(noOwner),
                    OnlyIfEmpty = parsed.GetValue(ifEmpty),
                };
                return parsed.GetValue(plan)
                    ? new RestoreLook(request, () => target.Open(parsed, surroundings)).Run(interrupted)
                    : new RestoreRun(request, () => target.Open(parsed, surroundings), surroundings.Error).Run(interrupted);
            },
            stop));
        return command;
    }

    private static void Check(CommandResult result, Option<string> archive, Option<string?> at, Option<string> undo, Option<string> keptAs)
    {
        if (result.GetValue(at) is { } moment && PointInTime.Read(moment) is null)
        {
            result.AddError($"--at '{moment}' is not a time; write {PointInTime.Accepted}");
        }

        if (new[] { result.GetValue(archive), result.GetValue(at), result.GetValue(undo) }.Count(written => written is { Length: > 0 }) > 1)
        {
            result.AddError("--archive, --at and --undo are three ways to say what is restored; write one");
        }

        foreach (var id in new[] { undo, keptAs })
        {
            if (result.GetValue(id) is { Length: > 0 } written && !RestoreId.Is(written))
            {
                result.AddError($"{id.Name} '{written}' is not an id of a restore; write {RestoreId.Accepted}");
            }
        }
    }
}
