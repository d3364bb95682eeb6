using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using HomelabStorage.Audit.Settings;
using HomelabStorage.Audit.Shells;

namespace HomelabStorage.Audit.Commands;

/// <summary>Every verb of the terminal.</summary>
public static partial class CommandLine
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
        if (parsed is not null)
        {
            if (SettingsOption.Applied(root, arguments, terminal) is not { } applied)
            {
                return ExitCode.Wrong;
            }

            (parsed, errors) = Parsed(root, applied);
        }

        if (parsed is not null)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error });
        }

        foreach (var error in errors)
        {
            await terminal.Error.WriteLineAsync(error);
        }

        await terminal.Error.WriteLineAsync("See homelab-storage --help.");
        misunderstood?.Invoke(string.Join("; ", errors));
        return ExitCode.Wrong;
    }

    /// <summary>What is wrong with arguments, each on one line.</summary>
    internal static IEnumerable<string> Said(ParseResult parsed) =>
        parsed.Errors.Select(e => Spoken(e, string.Join(' ', e.Message.Split(['\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))));

    /// <summary>A value that is none of an option's words: the library names neither the option nor, in our words, what is accepted.</summary>
    private static string Spoken(ParseError error, string message) =>
        Unaccepted.Match(message) is { Success: true, Groups: var said }
            ? $"{Named(error.SymbolResult)}: '{said["value"].Value}' is not one of "
                + said["words"].Value.Replace("' '", ", ", StringComparison.Ordinal).Trim('\'')
            : message;

    private static string Named(SymbolResult? symbol) => symbol switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "the value",
    };

    [GeneratedRegex("^Argument '(?<value>.*)' not recognized. Must be one of: (?<words>'.*')$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Unaccepted { get; }

    private static (ParseResult? Parsed, string[] Errors) Parsed(RootCommand root, IReadOnlyList<string> arguments)
    {
        try
        {
            var parsed = root.Parse(arguments);
            return Mistyped.In(parsed, arguments) is { Count: > 0 } mistyped ? (null, [.. mistyped])
                : parsed.Errors.Count == 0 ? (parsed, [])
                : (null, [.. Said(parsed)]);
        }
        catch (InvalidOperationException unread)
        {
            // A check of ours asked for the value of an option that is there twice.
            return (null, [unread.Message]);
        }
    }
}
