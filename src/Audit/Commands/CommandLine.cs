using System.CommandLine;

namespace HomelabStorage.Audit.Commands;

/// <summary>Every verb of the terminal.</summary>
public static class CommandLine
{
    /// <summary>Puts the verbs below a root command.</summary>
    public static void AddTo(RootCommand root, Terminal terminal, TimeProvider time)
    {
        root.Subcommands.Add(AuditCommand.Make(terminal, time));
        root.Subcommands.Add(ExplainCommand.Make(terminal, time));
        root.Subcommands.Add(RulesCommand.Make(terminal));
        root.Subcommands.Add(PolicyCommand.Make(terminal));
        root.Subcommands.Add(AppsCommand.Make(terminal));
        root.Subcommands.Add(BackendsCommand.Make(terminal));
        root.Subcommands.Add(ManifestsCommand.Make(terminal));
    }

    /// <summary>Does what the arguments ask for, or says all that is wrong with them; the exit code.</summary>
    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> arguments, Terminal terminal)
    {
        if (await Parsed(root, arguments, terminal) is { } parsed)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error });
        }

        await terminal.Error.WriteLineAsync("homelab-storage --help says what there is.");
        return ExitCode.Wrong;
    }

    private static async Task<ParseResult?> Parsed(RootCommand root, IReadOnlyList<string> arguments, Terminal terminal)
    {
        try
        {
            var parsed = root.Parse(arguments);
            foreach (var error in parsed.Errors)
            {
                await terminal.Error.WriteLineAsync(error.Message);
            }

            return parsed.Errors.Count == 0 ? parsed : null;
        }
        catch (InvalidOperationException unread)
        {
            // A check of ours asked for the value of an option that is there twice.
            await terminal.Error.WriteLineAsync(unread.Message);
            return null;
        }
    }
}
