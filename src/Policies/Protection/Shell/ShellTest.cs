namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>How a question of a script is answered: <c>[ "$ENABLED" = true ]</c>.</summary>
internal static class ShellTest
{
    /// <summary>The answer to a command.</summary>
    public static ShellAnswer Of(ShellCommand command) => command.Program switch
    {
        "true" or ":" or "" => ShellAnswer.Yes,
        "false" => ShellAnswer.No,
        "test" => Of([.. command.Arguments]),
        "[" or "[[" => Of([.. command.Arguments.Where(a => a is not ("]" or "]]"))]),
        var program => ShellText.IsOpen(program) ? ShellAnswer.Open : ShellAnswer.Likely,
    };

    /// <summary>The opposite answer.</summary>
    public static ShellAnswer Not(ShellAnswer answer) => (ShellAnswer)((int)ShellAnswer.No - (int)answer);

    /// <summary>Well only where both end well: the worse of the two.</summary>
    public static ShellAnswer Both(ShellAnswer one, ShellAnswer other) => one > other ? one : other;

    private static ShellAnswer Of(ReadOnlySpan<string> words)
    {
        foreach (var (either, isAny) in new[] { ("||", true), ("-o", true), ("&&", false), ("-a", false) })
        {
            if (words.IndexOf(either) is > 0 and var at)
            {
                var (one, other) = (Of(words[..at]), Of(words[(at + 1)..]));
                return isAny ? Not(Both(Not(one), Not(other))) : Both(one, other);
            }
        }

        return words switch
        {
            ["!", .. var rest] => Not(Of(rest)),
            [] => ShellAnswer.No,
            [var text] => Is(text.Length > 0, text),
            ["-n", var text] => Is(text.Length > 0, text),
            ["-z", var text] => Is(text.Length == 0, text),
            [_, _] => ShellAnswer.Likely,
            [var one, var compares, var other] => Compared(one, compares, other),
            _ => ShellAnswer.Open,
        };
    }

    /// <summary>What only a run would tell is something.</summary>
    private static ShellAnswer Is(bool isSo, string text) =>
        (isSo, ShellText.IsOpen(text)) switch
        {
            (true, false) => ShellAnswer.Yes,
            (true, true) => ShellAnswer.Likely,
            (false, false) => ShellAnswer.No,
            (false, true) => ShellAnswer.Unlikely,
        };

    private static ShellAnswer Compared(string one, string compares, string other)
    {
        if (ShellText.IsOpen(one) || ShellText.IsOpen(other) || other.Contains('*', StringComparison.Ordinal))
        {
            return ShellAnswer.Open;
        }

        if (compares is "=" or "==" or "!=")
        {
            return Is(string.Equals(one, other, StringComparison.Ordinal) == compares is not "!=", string.Empty);
        }

        return !long.TryParse(one, out var left) || !long.TryParse(other, out var right) ? ShellAnswer.Open : compares switch
        {
            "-eq" => Is(left == right, string.Empty),
            "-ne" => Is(left != right, string.Empty),
            "-gt" => Is(left > right, string.Empty),
            "-ge" => Is(left >= right, string.Empty),
            "-lt" => Is(left < right, string.Empty),
            "-le" => Is(left <= right, string.Empty),
            _ => ShellAnswer.Open,
        };
    }
}
