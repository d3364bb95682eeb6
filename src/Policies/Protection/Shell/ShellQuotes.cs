namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Where what was opened in a script is closed: quotes, brackets, what stands behind a dollar sign.</summary>
internal static class ShellQuotes
{
    /// <summary>Nobody nests deeper; what is deeper ends with the script.</summary>
    private const int Deepest = 40;

    /// <summary>Behind whatever begins at a place: a quote, a substitution, an escaped letter, or one letter.</summary>
    public static int End(ReadOnlySpan<char> text, int at, int depth = 0) => depth > Deepest ? text.Length : text[at] switch
    {
        '\\' => Math.Min(at + 2, text.Length),
        '\'' => Behind(text, at + 1, '\''),
        '"' => Double(text, at + 1, depth + 1),
        '`' => Behind(text, at + 1, '`'),
        '$' when at + 1 < text.Length && text[at + 1] == '(' => Closed(text, at + 2, '(', ')', depth + 1),
        '$' when at + 1 < text.Length && text[at + 1] == '{' => Closed(text, at + 2, '{', '}', depth + 1),
        _ => at + 1,
    };

    /// <summary>Behind what closes a bracket that was opened before a place.</summary>
    public static int Closed(ReadOnlySpan<char> text, int at, char open, char close, int depth = 0)
    {
        for (var level = 1; at < text.Length;)
        {
            level += text[at] == open ? 1 : text[at] == close ? -1 : 0;
            if (level == 0)
            {
                return at + 1;
            }

            at = End(text, at, depth);
        }

        return text.Length;
    }

    private static int Double(ReadOnlySpan<char> text, int at, int depth)
    {
        while (at < text.Length && text[at] != '"')
        {
            at = text[at] == '\'' ? at + 1 : End(text, at, depth);
        }

        return Math.Min(at + 1, text.Length);
    }

    private static int Behind(ReadOnlySpan<char> text, int from, char quote) =>
        text[from..].IndexOf(quote) is >= 0 and var length ? from + length + 1 : text.Length;
}
