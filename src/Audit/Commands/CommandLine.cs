using System.CommandLine;
using HomelabStorage.Audit.Settings;
using HomelabStorage.Audit.Shells;

namespace HomelabStorage.Audit.Commands;

/// <summary>Every verb of the terminal.</summary>
public static class CommandLine
{
    /// <summary>Puts the verbs below a root command.</summary>
    public static void AddTo(RootCommand root, Terminal terminal, TimeProvider time)
    {
        root.Subcommands.Add(AuditCommand.Make(terminal, time));
        root.Subcommands.Add(ExplainCommand.Make(terminal, time));
        root.Subcommands.Add(BackupsCommand.Make(terminal, time));
        root.Subcommands.Add(DrillCommand.Make(terminal, time));
        root.Subcommands.Add(RestoreCommand.Make(terminal, time));
        root.Subcommands.Add(RecoverCommand.Make(terminal, time));
        root.Subcommands.Add(MigrateCommand.Make(terminal, time));
        root.Subcommands.Add(WhatIfCommand.Make(terminal, time));
        root.Subcommands.Add(ExemptCommand.Make(terminal, time));
        root.Subcommands.Add(InitCommand.Make(terminal, time));
        root.Subcommands.Add(RulesCommand.Make(terminal));
        root.Subcommands.Add(SettingsCommand.Make(root, terminal));
        root.Subcommands.Add(PolicyCommand.Make(terminal, time));
        root.Subcommands.Add(AppsCommand.Make(terminal));
        root.Subcommands.Add(BackendsCommand.Make(terminal));
        root.Subcommands.Add(ManifestsCommand.Make(terminal));
        root.Subcommands.Add(ShellCommands.Completion(root, terminal));
        root.Subcommands.Add(ShellCommands.Man(root, terminal));
        HelpWithExamples.AddTo(root);
    }

    /// <summary>Does what the arguments ask for, or says all that is wrong with them; the exit code.</summary>
    /// <param name="root">The verbs.</param>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="terminal">Where to say what is wrong.</param>
    /// <param name="misunderstood">Who else is told what is wrong with the arguments.</param>
    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> arguments, Terminal terminal, Action<string>? misunderstood = null)
    {
        var (parsed, errors) = Parsed(root, arguments);
        if (errors.Length == 0)
        {
            if (SettingsOption.Applied(root, arguments, terminal) is not { } applied)
            {
                return ExitCode.Wrong;
            }

            (parsed, errors) = Parsed(root, applied);
        }

        if (parsed is not null && errors.Length == 0)
        {
            return await Done(parsed, terminal);
        }

        foreach (var line in errors.Concat(Complaints.Advice(Complaints.Asked(root, arguments))))
        {
            await terminal.Error.WriteLineAsync(line);
        }

        misunderstood?.Invoke(string.Join("; ", errors));
        return ExitCode.Wrong;
    }

    /// <summary>The library's own answer to an exception is 1, which says that there are findings.</summary>
    private static async Task<int> Done(ParseResult parsed, Terminal terminal)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = parsed.CommandResult.Command.Action is InterruptibleAction ? InterruptibleAction.Patience : null,
            });
        }
        catch (IOException lost) when (terminal.Output.IsLost)
        {
            await terminal.Error.WriteLineAsync($"the output cannot be written, and what is there is not whole: {lost.Message.TrimEnd('.')}");
            return ExitCode.Wrong;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Wrong;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            foreach (var line in $"a bug of homelab-storage, please report it: {bug}".Split('\n'))
            {
                await terminal.Error.WriteLineAsync(line.TrimEnd());
            }

            return ExitCode.Wrong;
        }
    }

    private static (ParseResult? Parsed, string[] Errors) Parsed(RootCommand root, IReadOnlyList<string> arguments)
    {
        try
        {
            var parsed = root.Parse(arguments);
            return (parsed, Mistyped.In(parsed, arguments) is { Count: > 0 } mistyped ? [.. mistyped] : [.. Complaints.Of(parsed)]);
        }
        catch (InvalidOperationException unread)
        {
            // A check of ours asked for the value of an option that is there twice.
            return (null, [Complaints.Of(unread, Complaints.Asked(root, arguments))]);
        }
    }
}
