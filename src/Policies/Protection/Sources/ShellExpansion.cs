namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Puts in what stands behind a dollar sign of a script, as far as it is known.</summary>
/// <param name="words">The words that it becomes part of.</param>
/// <param name="variables">What variables hold.</param>
/// <param name="output">What a command prints.</param>
internal sealed class ShellExpansion(ShellWords words, ShellVariables variables, Func<string, ShellVariables, string> output)
{
    /// <summary>Nobody writes more within the brackets of a variable.</summary>
    private const int LongestInside = 512;

    /// <summary>Nobody puts defaults deeper into one another.</summary>
    private const int Deepest = 4;

    private int _depth;

    /// <summary>A variable that is known becomes its value, and what a command prints the path that it is known to be; the rest stays open.</summary>
    public int Variable(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '(')
        {
            var end = Closed(text, at + 2, '(', ')', text.Length);
            var command = text[(at + 2)..Math.Max(at + 2, end - 1)];
            words.Take(command.Length > LongestInside ? ShellWords.Open : output(command.ToString(), variables));
            return end - 1;
        }

        var braced = at + 1 < text.Length && text[at + 1] == '{';
        var start = at + (braced ? 2 : 1);
        var stop = start;
        while (stop < text.Length && (char.IsAsciiLetterOrDigit(text[stop]) || text[stop] == '_'))
        {
            stop++;
        }

        if (stop == start)
        {
            words.Take("$");
            return at;
        }

        var name = text[start..stop].ToString();
        if (!braced)
        {
            words.Take(variables.Value(name));
            return stop - 1;
        }

        var close = Closed(text, stop, '{', '}', Math.Min(text.Length, stop + LongestInside)) - 1;
        if (close < stop || text[close] != '}')
        {
            words.Take(ShellWords.Open);
            return stop - 1;
        }

        Inside(name, text[stop..close]);
        return close;
    }

    /// <summary><c>${NAME…}</c>: a default is read where nothing else may set the variable.</summary>
    private void Inside(string name, ReadOnlySpan<char> how)
    {
        var isColon = how.Length > 1 && how[0] == ':';
        if ((isColon ? how[1..] : how) is not ['-' or '=', .. var text] || variables.MayHold(name, isColon))
        {
            words.Take(ShellVariables.Cut(variables.Value(name), how));
            return;
        }

        if (++_depth > Deepest)
        {
            words.Take(ShellWords.Open);
        }
        else
        {
            for (var at = 0; at < text.Length; at++)
            {
                if (text[at] == '$')
                {
                    at = Variable(text, at);
                }
                else if (text[at] is not ('"' or '\''))
                {
                    words.Take([text[at]]);
                }
            }
        }

        _depth--;
    }

    /// <summary>Behind what closes what was opened before a place; the limit when nothing does.</summary>
    private static int Closed(ReadOnlySpan<char> text, int at, char open, char close, int limit)
    {
        for (var depth = 1; at < limit && depth > 0; at++)
        {
            depth += text[at] == open ? 1 : text[at] == close ? -1 : 0;
        }

        return at;
    }
}
