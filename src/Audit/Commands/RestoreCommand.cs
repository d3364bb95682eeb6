using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>restore</c>: a backup back into a claim of a running cluster.</summary>
internal static class RestoreCommand
{
    private const string IdAccepted = "TIME-xxxx as the list has it, such as 20261125T220800Z-4f2a";

    private static readonly Argument<string> Claim = ClaimArgument.Make();

    private static readonly Option<string> At = new("--at")
    {
        Description = $"The newest good backup that was made at or before this: {PointInTime.Accepted}; or the id of any backup, {IdAccepted}.",
        HelpName = "TIME",
        DefaultValueFactory = _ => string.Empty,
    };

    private static readonly Option<string> To = new("--to")
    {
        Description = "Another claim of the namespace to restore into, which has to be there.",
        HelpName = "CLAIM",
        DefaultValueFactory = _ => string.Empty,
    };

    private static readonly Option<string> Undo = new("--undo")
    {
        Description = "Put back what an earlier restore of the claim moved aside, by the id it printed.",
        HelpName = "ID",
        DefaultValueFactory = _ => string.Empty,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Show the backups and the steps; change nothing. A Job is created to read the backups and the volume.",
    };

    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var policy = PolicyOption.Make();
        var command = new Command(
            "restore",
            "Restore a backup of a claim in a running cluster: stop whoever mounts it, copy what is there, unpack beside it, check, swap, and start all of it "
                + "again. What was there is kept. If it is interrupted, run it again, on any machine: it continues. Exit codes: 0 restored, "
                + "1 not restored, 2 refused before anything was changed, 3 cluster unreachable.")
        {
            Claim, At, To, Undo, DryRun, Steps.Yes, Steps.Suspend, Steps.Context, policy,
        };
        command.Validators.Add(result => Check(result, terminal));
        Steps.Do(
            command,
            policy,
            terminal,
            (parsed, server, rules, stop) => new Restoration(
                server,
                rules,
                Steps.Identity,
                new RestorePace(),
                time,
                terminal.Output.WriteLine,
                Steps.Asking(parsed, "Go on? The app is stopped meanwhile.", terminal)).Run(Wish(parsed), stop));
        return command;
    }

    private static void Check(CommandResult result, Terminal terminal)
    {
        ClaimArgument.Check(result, Claim);
        if (result.GetValue(At) is { Length: > 0 } at && !BackupId.Is(at) && PointInTime.Read(at) is null)
        {
            result.AddError($"--at '{at}' is not a time; write {PointInTime.Accepted}, or the id of a backup, {IdAccepted}");
        }

        if (result.GetValue(Undo) is { Length: > 0 } undo)
        {
            if (undo.Length != 8 || !undo.All(char.IsAsciiHexDigitLower))
            {
                result.AddError($"--undo '{undo}' is not an id of a restore; write eight letters of 0-9 and a-f, such as 4f2a91bc");
            }

            if (result.GetValue(At) is { Length: > 0 } || result.GetValue(To) is { Length: > 0 })
            {
                result.AddError("--undo puts back what the claim itself keeps; it goes with neither --at nor --to");
            }
        }

        if (result.GetValue(To) is { } to && to.Contains('/', StringComparison.Ordinal))
        {
            result.AddError($"--to '{to}': write the name of a claim in the same namespace; a backup is read with what is in the namespace of its claim");
        }

        Steps.Check(result, DryRun, terminal);
    }

    private static RestoreWish Wish(ParseResult parsed)
    {
        var (parts, at) = (parsed.GetValue(Claim)!.Split('/'), parsed.GetValue(At)!);
        return new RestoreWish
        {
            Namespace = parts[0],
            Claim = parts[1],
            To = parsed.GetValue(To) is { Length: > 0 } to ? to : parts[1],
            Archive = BackupId.Is(at) ? at : string.Empty,
            At = BackupId.Is(at) || at.Length == 0 ? string.Empty : PointInTime.Read(at)!.Value.UtcDateTime.ToString("s", CultureInfo.InvariantCulture),
            Undo = parsed.GetValue(Undo)!,
            Suspends = parsed.GetValue(Steps.Suspend),
            IsDry = parsed.GetValue(DryRun),
        };
    }
}
