using System.Buffers;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>One command of a script.</summary>
/// <param name="Words">The program and its arguments, without quotes.</param>
/// <param name="Output">The file that its output is sent to; empty for none.</param>
internal sealed record ShellCommand(IReadOnlyList<string> Words, string Output)
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The program's own name; empty when there is none.</summary>
    public string Program => Start < Words.Count ? Words[Start][(Words[Start].LastIndexOf('/') + 1)..] : string.Empty;

    /// <summary>The variables that are set before it, or by it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Assignments =>
        (ShellPrefix.Sets(Program) ? Words : Words.Take(Start))
            .Where(IsAssignment)
            .Select(w => KeyValuePair.Create(w[..w.IndexOf('=', StringComparison.Ordinal)], w[(w.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    /// <summary>What stands before the program.</summary>
    public IEnumerable<string> Prefix => Words.Take(Start);

    /// <summary>What is said to it.</summary>
    public IEnumerable<string> Arguments => Words.Skip(Start + 1);

    private int Start
    {
        get
        {
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

            return at;
        }
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word.AsSpan(0, at).IndexOfAnyExcept(OfNames) < 0;
}
