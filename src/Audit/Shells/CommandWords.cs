using System.CommandLine;
using System.CommandLine.Completions;

namespace HomelabStorage.Audit.Shells;

/// <summary>A verb as shells and manuals tell of it: made of the same tables as <c>--help</c>.</summary>
/// <param name="Path">The verb with those above it, without the program; empty for the program itself.</param>
/// <param name="Description">What it does.</param>
/// <param name="Below">The verbs below it.</param>
/// <param name="Options">Its options.</param>
/// <param name="Arguments">What it takes besides them, as usage lines have it.</param>
/// <param name="Values">The words that these may be; none where they are files, or any.</param>
internal sealed record CommandWords(
    string Path,
    string Description,
    IReadOnlyList<CommandWords> Below,
    IReadOnlyList<OptionWords> Options,
    IReadOnlyList<(string Name, string Description)> Arguments,
    IReadOnlyList<string> Values)
{
    /// <summary>The last word of the path.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>It, and all that is below it.</summary>
    public IEnumerable<CommandWords> All => Below.SelectMany(b => b.All).Prepend(this);

    /// <summary>Reads the verbs of a program.</summary>
    public static CommandWords Of(RootCommand root) => Of(root, string.Empty, []);

    private static CommandWords Of(Command command, string path, IReadOnlyList<Option> above)
    {
        Option[] options = [.. command.Options.Where(o => !o.Hidden), .. above];
        return new CommandWords(
            path,
            command.Description ?? string.Empty,
            [
                .. command.Subcommands
                    .Where(c => !c.Hidden)
                    .Select(c => Of(c, path.Length == 0 ? c.Name : $"{path} {c.Name}", [.. options.Where(o => o.Recursive)])),
            ],
            [.. options.Select(OptionWords.Of)],
            [.. command.Arguments.Where(a => !a.Hidden).Select(a => (a.HelpName ?? a.Name, a.Description ?? string.Empty))],
            [.. command.Arguments.SelectMany(a => a.GetCompletions(CompletionContext.Empty)).Select(c => c.Label).Distinct(StringComparer.Ordinal)]);
    }
}
