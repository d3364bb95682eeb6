using System.Buffers;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>One command of a script.</summary>
/// <param name="Words">The program and its arguments, without quotes.</param>
/// <param name="Output">The file that its output is sent to; empty for none.</param>
internal sealed record ShellCommand(IReadOnlyList<string> Words, string Output)
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Words that run the command behind them.</summary>
    private static readonly HashSet<string> Before = new(StringComparer.Ordinal)
    {
        "sh", "bash", "ash", "dash", "zsh", "busybox",
        "sudo", "exec", "time", "nice", "ionice", "nohup", "env", "command", "eval", "tini", "dumb-init", "su-exec", "gosu",
        "if", "then", "do", "else", "elif", "while", "!",
    };

    /// <summary>The program's own name; empty when there is none.</summary>
    public string Program => Start < Words.Count ? Words[Start][(Words[Start].LastIndexOf('/') + 1)..] : string.Empty;

    /// <summary>The variables that are set before it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Assignments =>
        Words.Take(Start)
            .Where(IsAssignment)
            .Select(w => KeyValuePair.Create(w[..w.IndexOf('=', StringComparison.Ordinal)], w[(w.IndexOf('=', StringComparison.Ordinal) + 1)..]));

    /// <summary>What is said to it.</summary>
    public IEnumerable<string> Arguments => Words.Skip(Start + 1);

    private int Start
    {
        get
        {
            var at = 0;
            while (at < Words.Count
                && (Before.Contains(Words[at][(Words[at].LastIndexOf('/') + 1)..]) || (at > 0 && Words[at].StartsWith('-')) || IsAssignment(Words[at])))
            {
                at++;
            }

            return at;
        }
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word.AsSpan(0, at).IndexOfAnyExcept(OfNames) < 0;
}
