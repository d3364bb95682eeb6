using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Cluster.Migrating;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>migrate run</c>: a claim of a running cluster on another class, step by step, and back.</summary>
internal static class MigrateRunCommand
{
    private static readonly Argument<string> Claim = ClaimArgument.Make();

    private static readonly Option<string> To = new("--to")
    {
        Description = "The StorageClass to move it to. To continue an interrupted move, leave it out.",
        HelpName = "CLASS",
        DefaultValueFactory = _ => string.Empty,
    };

    private static readonly Option<string?> Size = MoveOptions.Size();

    private static readonly Option<string?> Image = MoveOptions.Image();

    private static readonly Option<bool> Undo = new("--undo")
    {
        Description = "Put back the volume that the claim had before its last move, or give up one that was interrupted.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the steps, and change nothing." };

    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var policy = PolicyOption.Make();
        var command = new Command(
            "run",
            "Move a claim of a running cluster to another class: stop whoever mounts it, copy it to a new volume with checksums and integrity checks, bind "
                + "that under the claim's name, and start all of it again. Both volumes are kept. If it is interrupted, run it again, on any machine: it "
                + "continues. Exit codes: 0 moved, 1 not moved, or the policy refuses the claim on that class, 2 refused before anything was changed, "
                + "3 cluster unreachable.")
        {
            Claim, To, Size, Image, Undo, DryRun, Steps.Yes, Steps.Suspend, Steps.Context, policy,
        };
        command.Validators.Add(result => Check(result, terminal));
        Steps.Do(
            command,
            policy,
            terminal,
            (parsed, server, rules, stop) => new Migration(
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
        MoveOptions.Check(result, Size);
        if (result.GetValue(Undo) && (result.GetValue(To) is { Length: > 0 } || result.GetValue(Size) is not null || result.GetValue(Image) is not null))
        {
            result.AddError("--undo puts back what the claim had before; it goes with neither --to, --size nor --image");
        }

        Steps.Check(result, DryRun, terminal);
    }

    private static MigrationWish Wish(ParseResult parsed)
    {
        var parts = parsed.GetValue(Claim)!.Split('/');
        return new MigrationWish
        {
            Namespace = parts[0],
            Claim = parts[1],
            Class = parsed.GetValue(To)!,
            Size = Quantity.Parse(parsed.GetValue(Size) ?? "0"),
            Image = parsed.GetValue(Image) ?? string.Empty,
            OtherImage = MoveOptions.OfThisVersion,
            IsUndo = parsed.GetValue(Undo),
            Suspends = parsed.GetValue(Steps.Suspend),
            IsDry = parsed.GetValue(DryRun),
        };
    }
}
