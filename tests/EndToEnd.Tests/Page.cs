using System.Text.RegularExpressions;
using HomelabStorage.TestKit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The commands of a page of the documentation, section by section: the lines of its console blocks.</summary>
internal sealed partial class Page
{
    private Page(IReadOnlyList<Command> commands, IReadOnlyList<string> asides) => (Commands, Asides) = (commands, asides);

    public IReadOnlyList<Command> Commands { get; }

    /// <summary>Commands with arguments in running text, where nothing runs them.</summary>
    public IReadOnlyList<string> Asides { get; }

    public static Page Read(string name)
    {
        var commands = new List<Command>();
        var asides = new List<string>();
        var (section, fence) = (string.Empty, string.Empty);
        foreach (var line in File.ReadLines(Repository.Path("docs", name)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence.Length > 0 ? string.Empty : line;
            }
            else if (fence is "```console")
            {
                commands.Add(new Command(section, line, Need().Match(line).Groups["what"].Value.Trim()));
            }
            else if (fence.Length == 0 && line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (fence.Length == 0)
            {
                asides.AddRange(Aside().Matches(line).Select(m => m.Value));
            }
        }

        return new Page(commands, asides);
    }

    [GeneratedRegex("# needs (?<what>[^,;]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Need();

    [GeneratedRegex("`(kubectl|flux|helm|docker) [^` ]+ [^`]+`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Aside();

    /// <summary>One line of a console block.</summary>
    /// <param name="Section">The heading it stands under.</param>
    /// <param name="Text">The line.</param>
    /// <param name="Needs">What it needs beyond Kubernetes and us, as it says behind it; empty when nothing.</param>
    public sealed record Command(string Section, string Text, string Needs);
}
