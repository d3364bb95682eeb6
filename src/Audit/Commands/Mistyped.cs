using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary>
/// What was meant for a verb or an option and is neither. Where a verb takes files, the parser takes such a word for one, and where it takes nothing, for
/// an argument too many: neither says what is wrong.
/// </summary>
internal static class Mistyped
{
    private const string NoMoreOptions = "--";

    /// <summary>What is wrong, a line each; none where every word is what it looks like.</summary>
    /// <param name="parsed">What the parser made of the arguments.</param>
    /// <param name="arguments">The arguments as they were given.</param>
    public static IReadOnlyList<string> In(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var command = parsed.CommandResult.Command;
        string[] before = [.. arguments.TakeWhile(a => a is not NoMoreOptions)];
        string[] options =
        [
            .. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value)
                .Concat(parsed.UnmatchedTokens)
                .Where(word => word.Length > 1 && word[0] is '-' && before.Contains(word, StringComparer.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
        // An option that has no value takes the one behind it: `--context --help` would serve, in a context of that name.
        string[] swallowed =
        [
            .. parsed.CommandResult.Children.OfType<OptionResult>()
                .SelectMany(result => result.Tokens, (result, token) => (result.Option.Name, token.Value))
                .Where(p => before.Contains(p.Value, StringComparer.Ordinal)
                    && All(command).Any(o => string.Equals(o.Name, p.Value, StringComparison.Ordinal) || o.Aliases.Contains(p.Value)))
                .Select(p => $"{p.Name} needs a value, and '{p.Value}' is an option"),
        ];
        if (swallowed.Length > 0)
        {
            return swallowed;
        }

        // What follows a verb that is none is nobody's: only the verb is told about.
        var verb = command.Subcommands.Any(c => !c.Hidden)
            ? parsed.UnmatchedTokens.FirstOrDefault(word => !options.Contains(word, StringComparer.Ordinal))
            : null;
        return verb is null ? [.. options.Select(option => Option(option, command))] : [Verb(verb, command)];
    }

    private static string Verb(string written, Command command)
    {
        string[] verbs = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
        var near = Spelling.Nearest(written, verbs);
        var below = command is RootCommand ? string.Empty : $" of {command.Name}";
        return $"'{written}' is not a verb{below}{(near.Length > 0 ? $"; did you mean '{near}'?" : $": {string.Join(", ", verbs)}")}";
    }

    private static string Option(string written, Command command)
    {
        var name = written.Split('=', ':')[0];
        string[] names = [.. All(command).Where(o => !o.Hidden).Select(o => o.Name)];
        var near = Spelling.Nearest(name, names);
        var of = command is RootCommand ? string.Empty : $" of {command.Name}";
        return $"'{name}' is not an option{of}{(near.Length > 0 ? $"; did you mean '{near}'?"
            : command.Arguments.Count > 0 ? $"; a file of that name is written ./{name}"
            : $": {string.Join(", ", names)}")}";
    }

    /// <summary>The options of a verb, and those of the verbs above it that hold below them.</summary>
    private static IEnumerable<Option> All(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(All).Where(o => o.Recursive));
}
