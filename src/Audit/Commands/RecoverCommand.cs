using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Cluster.Recovering;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>recover</c>: the claims of a dead node, recreated on other nodes and restored from their backups.</summary>
internal static class RecoverCommand
{
    private static readonly Option<string> Node = new("--node") { Description = "The node that is dead.", HelpName = "NAME", Required = true };

    private static readonly Option<string[]> AcceptLoss = new("--accept-loss")
    {
        Description = "Recreate this claim, empty, where no good backup of it is found. May be given several times.",
        HelpName = "NAMESPACE/CLAIM",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Show the claims and the steps; change nothing. Jobs are created to verify the backups.",
    };

    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var policy = PolicyOption.Make();
        var command = new Command(
            "recover",
            "Bring back the claims whose data was stored on a dead node only: verify the newest good backup of each, ask for confirmation, stop the apps, "
                + "delete and recreate the claims whose backup is good, restore into them, and follow the apps until they are ready. Volumes are kept. If "
                + "it is interrupted, run it again, on any machine: it continues. For example 'recover --node n2 --dry-run', then 'recover --node n2 "
                + "--accept-loss media/cache'. Exit codes: 0 all is back, 1 not all is, 2 refused before anything was changed, 3 cluster unreachable.")
        {
            Node, AcceptLoss, DryRun, Steps.Yes, Steps.Suspend, Steps.Context, policy,
        };
        command.Validators.Add(result => Check(result, terminal));
        Steps.Do(
            command,
            policy,
            terminal,
            (parsed, server, rules, stop) => new Recovery(
                server,
                rules,
                Steps.Identity,
                new RestorePace(),
                time,
                terminal.Output.WriteLine,
                Steps.Asking(parsed, $"Is {parsed.GetValue(Node)} off, and may these claims be deleted?", terminal)).Run(Wish(parsed), stop));
        return command;
    }

    private static void Check(CommandResult result, Terminal terminal)
    {
        foreach (var claim in (result.GetValue(AcceptLoss) ?? []).Where(c => c.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]))
        {
            result.AddError($"--accept-loss '{claim}' is not a claim; write NAMESPACE/CLAIM, such as media/cache");
        }

        Steps.Check(result, DryRun, terminal);
    }

    private static RecoveryWish Wish(ParseResult parsed) => new()
    {
        Node = parsed.GetValue(Node)!,
        AcceptedLosses = parsed.GetValue(AcceptLoss) ?? [],
        Suspends = parsed.GetValue(Steps.Suspend),
        IsDry = parsed.GetValue(DryRun),
    };
}
