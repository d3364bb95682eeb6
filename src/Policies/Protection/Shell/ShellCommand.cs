using System.Buffers;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>One command of a script.</summary>
/// <param name="Words">The program and its arguments, without quotes.</param>
internal sealed record ShellCommand(IReadOnlyList<string> Words)
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private int? _start;

    /// <summary>The file that its output is sent to; empty for none.</summary>
    public string Output { get; init; } = string.Empty;

    /// <summary>The file that it reads as its input; empty for none.</summary>
    public string Input { get; init; } = string.Empty;

    /// <summary>The text that it reads as its input, where it stands in the script.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The names that it reads as its input, one a line; null where nobody can tell.</summary>
    public ShellNames? Names { get; init; }

    /// <summary>The folder that it runs in; empty for the one that the container starts in.</summary>
    public string Folder { get; init; } = string.Empty;

    /// <summary>The program's own name; empty when there is none.</summary>
    public string Program => Start < Words.Count ? Words[Start][(Words[Start].LastIndexOf('/') + 1)..] : string.Empty;

    /// <summary>The variables that are set before it, or by it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Assignments =>
        (ShellPrefix.Sets(Program) ? Words : Words.Take(Start))
            .Where(IsAssignment)
            .Select(w => KeyValuePair.Create(w[..w.IndexOf('=', StringComparison.Ordinal)], w[(w.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    /// <summary>What is said to it.</summary>
    public IEnumerable<string> Arguments => Words.Skip(Start + 1);

    /// <summary>Where the program stands among the words, behind what is set and what runs it.</summary>
    public int Start
    {
        get
        {
            if (_start is { } known)
            {
                return known;
            }

            var at = 0;
            while (at < Words.Count)
            {
                var end = IsAssignment(Words[at]) ? at + 1 : ShellPrefix.End(Words, at);
                if (end == at)
                {
                    break;
                }

                at = end;
            }

            _start = at;
            return at;
        }
    }

    /// <summary>Whether a word sets a variable.</summary>
    public static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at
            && !char.IsAsciiDigit(word[0])
            && word.AsSpan(0, at).IndexOfAnyExcept(OfNames) < 0;
}
