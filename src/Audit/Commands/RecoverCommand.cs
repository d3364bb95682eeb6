using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Recovering;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>recover</c>: the claims of a dead node, made again elsewhere with what was copied of them.</summary>
internal static class RecoverCommand
{
    private static readonly Option<string> Node = new("--node") { Description = "The node that is dead.", HelpName = "NAME", Required = true };

    private static readonly Option<string[]> AcceptLoss = new("--accept-loss")
    {
        Description = "Make this claim again, empty, where no good backup of it is found. May be given several times.",
        HelpName = "NAMESPACE/CLAIM",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the claims and the steps, and change nothing. Jobs try the backups." };
    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    private static readonly Option<bool> Suspend = new("--suspend")
    {
        Description = "Suspend what would start the apps again meanwhile: Kustomizations and HelmReleases of Flux, Applications of Argo CD.",
    };

    private static readonly Option<string?> Context = new("--context") { Description = "The context of the kubeconfig (the current one).", HelpName = "NAME" };

    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var policy = PolicyOption.Make();
        var command = new Command(
            "recover",
            "Bring back the claims that lay on a dead node alone: try the newest good backup of each, ask, stop their apps, delete and make again the claims "
                + "whose backup is good, restore into them, and follow the apps until they are ready. Volumes are kept. Interrupted at whatever step, it goes "
                + "on when it is run again, on any machine. For example 'recover --node n2 --dry-run', then 'recover --node n2 --accept-loss media/cache'. "
                + "Exit codes: 0 all is back, 1 not all is, 2 refused before anything was changed, 3 cluster unreachable.")
        {
            Node, AcceptLoss, DryRun, Yes, Suspend, Context, policy,
        };
        command.Validators.Add(result => Check(result, terminal));
        command.SetAction(async (parsed, stop) => PolicyOption.Load(parsed.GetValue(policy), terminal) is not { } rules ? ExitCode.Wrong
            : await Steps.At(
                parsed.GetValue(Context),
                server => Run(server, rules, Wish(parsed), parsed.GetValue(Yes), terminal, time, stop),
                terminal));
        return command;
    }

    private static void Check(CommandResult result, Terminal terminal)
    {
        foreach (var claim in (result.GetValue(AcceptLoss) ?? []).Where(c => c.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]))
        {
            result.AddError($"--accept-loss '{claim}' is not a claim; write NAMESPACE/CLAIM, such as media/cache");
        }

        Steps.Check(result, Yes, DryRun, terminal);
    }

    private static RecoveryWish Wish(ParseResult parsed) => new()
    {
        Node = parsed.GetValue(Node)!,
        AcceptedLosses = parsed.GetValue(AcceptLoss) ?? [],
        Suspends = parsed.GetValue(Suspend),
        IsDry = parsed.GetValue(DryRun),
    };

    private static async Task<int> Run(
        ApiServer server,
        StoragePolicy policy,
        RecoveryWish wish,
        bool isAgreed,
        Terminal terminal,
        TimeProvider time,
        CancellationToken stop)
    {
        var recovery = new Recovery(
            server,
            policy,
            Steps.Identity,
            new RestorePace(),
            time,
            terminal.Output.WriteLine,
            async asked => isAgreed || await Steps.Ask($"Is {wish.Node} off, and may these claims be deleted?", terminal, asked));
        return await Steps.Say(await recovery.Run(wish, stop), terminal);
    }
}
