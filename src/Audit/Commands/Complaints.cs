using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Audit.Shells;

namespace HomelabStorage.Audit.Commands;

/// <summary>What is wrong with arguments, in words that say what to give instead; the parser's own do not say what is missing.</summary>
internal static class Complaints
{
    /// <summary>What is wrong, each on one line: first what is missing, which the parser leaves out where a check of ours found something.</summary>
    public static IEnumerable<string> Of(ParseResult parsed) => parsed.Errors.Count == 0 ? []
        : Missing(parsed)
            .Concat(parsed.Errors.Where(e => !IsOfMissing(e)).Select(error => Said(error, parsed.CommandResult.Command)))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The same of what stopped the parser.</summary>
    public static string Of(InvalidOperationException stopped, Command asked) => Said(stopped.Message, asked);

    /// <summary>How a verb is typed, and where there is more to read about it.</summary>
    public static IEnumerable<string> Advice(Command asked)
    {
        if (Examples.Of(asked) is [var example, ..])
        {
            yield return $"For example: homelab-storage {example}";
        }

        yield return $"See homelab-storage {(asked is RootCommand ? string.Empty : $"{Examples.Path(asked)} ")}--help.";
    }

    /// <summary>The verb that arguments begin with, whatever else they are.</summary>
    public static Command Asked(RootCommand root, IEnumerable<string> arguments)
    {
        Command asked = root;
        foreach (var argument in arguments)
        {
            if (asked.Subcommands.FirstOrDefault(c => string.Equals(c.Name, argument, StringComparison.Ordinal)) is not { } below)
            {
                break;
            }

            asked = below;
        }

        return asked;
    }

    private static string Said(ParseError error, Command asked) => error.SymbolResult switch
    {
        // Whatever else a verb lacks that only has others below it, one of these is what asks for it.
        CommandResult { Command: { Action: null, Subcommands.Count: > 0 } above } =>
            $"{Examples.Path(above)} needs one of: {string.Join(", ", above.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}",
        OptionResult { Option: var option, Tokens: [.., var given] } when IsOfAnother(error.Message) => NotAmong(option, given),
        ArgumentResult { Parent: OptionResult { Option: var option }, Tokens: [.., var given] } when IsOfAnother(error.Message) => NotAmong(option, given),
        _ => Said(error.Message, asked),
    };

    private static IEnumerable<string> Missing(ParseResult parsed)
    {
        var asked = parsed.CommandResult.Command;
        return asked.Options.Where(o => o.Required && parsed.GetResult(o) is null or { Implicit: true })
            .Select(o => $"'{o.Name}' is required: {o.Description}")
            .Concat(asked.Arguments.Where(a => a.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(a) is null or { Tokens.Count: 0 })
                .Select(a => $"{a.HelpName ?? a.Name} is missing: {a.Description}"));
    }

    private static bool IsOfMissing(ParseError error) =>
        error.Message.EndsWith("' is required.", StringComparison.Ordinal)
        || error.Message.StartsWith("Required argument missing for command", StringComparison.Ordinal);

    private static string NotAmong(Option option, Token given) =>
        $"{option.Name}: '{given.Value}' is not one of {string.Join(", ", OptionWords.Of(option).Values)}";

    private static string Said(string message, Command asked) =>
        asked.Options.FirstOrDefault(o => message.Contains($"'{o.Name}'", StringComparison.Ordinal)) is { } option
            && IsOfNothing(message) ? $"'{option.Name}' needs a value: {option.Description}" : Line(message);

    private static bool IsOfAnother(string message) => message.Contains("not recognized. Must be one of", StringComparison.Ordinal);

    private static bool IsOfNothing(string message) => message.StartsWith("Required argument missing", StringComparison.Ordinal);

    private static string Line(string message) => string.Join(' ', message.Split(['\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
