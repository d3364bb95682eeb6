namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>A shell that is started within a script or by a container: what it runs, and how.</summary>
internal sealed record ShellCall
{
    /// <summary>Those who run a command for another user.</summary>
    private const string User = "su";

    /// <summary>The options whose value is the next word.</summary>
    private const string Valued = "oO";

    /// <summary>The word that is the script, or the file that holds it; the number of words where neither is named.</summary>
    public required int At { get; init; }

    /// <summary>Whether the word is the script itself.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether it ends when a command fails.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether a pipe fails with any of its commands.</summary>
    public bool IsStrictOfPipes { get; init; }

    /// <summary>The call of a shell whose name stands at a place; null where another program does.</summary>
    public static ShellCall? Of(IReadOnlyList<string> words, int at)
    {
        var name = at < words.Count ? words[at][(words[at].LastIndexOf('/') + 1)..] : string.Empty;
        if (name is not ("sh" or "bash" or "ash" or "dash" or "zsh" or "ksh" or User))
        {
            return null;
        }

        var call = new ShellCall { At = words.Count };
        for (at++; at < words.Count && (words[at] is ['-' or '+', ..] || (name is User && !call.IsText)); at++)
        {
            var option = words[at];
            var isBundle = option is ['-', not '-', ..];
            call = call with
            {
                IsText = call.IsText || option is "--command" || (isBundle && option.Contains('c', StringComparison.Ordinal)),
                IsStrict = call.IsStrict || (name is not User && isBundle && option.Contains('e', StringComparison.Ordinal)),
            };
            if (name is not User && option[0] is '-' or '+' && Valued.Contains(option[^1], StringComparison.Ordinal) && at + 1 < words.Count)
            {
                at++;
                call = Set(call, words[at]);
            }
        }

        return call with { At = at };
    }

    /// <summary>With what <c>set -o</c> says.</summary>
    public static ShellCall Set(ShellCall call, string option) => call with
    {
        IsStrict = call.IsStrict || option is "errexit",
        IsStrictOfPipes = call.IsStrictOfPipes || option is "pipefail",
    };
}
