using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Commands;

/// <summary>What commands have in common that change a cluster step by step: who does it, asking, and how it ended.</summary>
internal static class Steps
{
    /// <summary>Not to be asked.</summary>
    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask." };

    /// <summary>Suspends what would start again what is stopped.</summary>
    public static Option<bool> Suspend { get; } = new("--suspend")
    {
        Description = "Suspend what would start the apps again meanwhile: Kustomizations and HelmReleases of Flux, Applications of Argo CD.",
    };

    /// <summary>Which cluster.</summary>
    public static Option<string?> Context { get; } = new("--context") { Description = "The context of the kubeconfig (the current one).", HelpName = "NAME" };

    /// <summary>Who this is, for Leases.</summary>
    public static string Identity => string.Create(CultureInfo.InvariantCulture, $"{Environment.UserName}@{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>Wants somebody who can be asked, unless nobody has to be.</summary>
    public static void Check(CommandResult result, Option<bool> dryRun, Terminal terminal)
    {
        if (!result.GetValue(Yes) && !result.GetValue(dryRun) && !terminal.CanAsk)
        {
            result.AddError("nobody can be asked here, since the input is not a terminal: give --yes, or --dry-run to see what would be done");
        }
    }

    /// <summary>Has a command do something by the policy at the API server of its context, and say how it ended.</summary>
    public static void Do(
        Command command,
        Option<string?> policy,
        Terminal terminal,
        Func<ParseResult, ApiServer, StoragePolicy, CancellationToken, Task<RestoreEnd>> run) =>
        command.Action = new InterruptibleAction(async (parsed, stop) => PolicyOption.Load(parsed.GetValue(policy), terminal) is not { } rules ? ExitCode.Wrong
            : await At(parsed.GetValue(Context), async server => await Say(await run(parsed, server, rules, stop), terminal), terminal));

    /// <summary>Asks whether to go on, where somebody wants to be asked.</summary>
    public static Func<CancellationToken, Task<bool>> Asking(ParseResult parsed, string question, Terminal terminal) =>
        async stop => parsed.GetValue(Yes) || await Ask(question, terminal, stop);

    private static async Task<int> At(string? context, Func<ApiServer, Task<int>> run, Terminal terminal)
    {
        try
        {
            using var server = ApiServer.Connect(context);
            return await run(server);
        }
        catch (ClusterConfigurationException unusable)
        {
            await terminal.Error.WriteLineAsync($"no cluster to ask: {unusable.Message}");
            return ExitCode.Unreachable;
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("interrupted; run the same command again: it continues, or starts over if nothing was changed yet");
            return ExitCode.Findings;
        }
    }

    private static async Task<bool> Ask(string question, Terminal terminal, CancellationToken stop)
    {
        await terminal.Output.WriteAsync($"{question} [y/N] ");
        await terminal.Output.FlushAsync(stop);

        // A console reads synchronously whatever it is asked, and an interruption must not wait for the answer.
        return (await Task.Run(terminal.Input.ReadLine, CancellationToken.None).WaitAsync(stop))?.Trim() is "y" or "Y" or "yes";
    }

    private static async Task<int> Say(RestoreEnd end, Terminal terminal)
    {
        switch (end)
        {
            case RestoreEnd.Done done:
                await terminal.Output.WriteLineAsync(done.Message);
                return ExitCode.Clean;
            case RestoreEnd.Failed failed:
                await terminal.Error.WriteLineAsync(failed.Reason);
                return ExitCode.Findings;
            case RestoreEnd.Refused refused:
                await terminal.Error.WriteLineAsync(refused.Reason);
                return ExitCode.Wrong;
            case RestoreEnd.Lost lost:
                await terminal.Error.WriteLineAsync(lost.Reason);
                return ExitCode.Unreachable;
            default:
                throw new UnreachableException();
        }
    }
}
