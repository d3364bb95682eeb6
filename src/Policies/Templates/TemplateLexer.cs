namespace HomelabStorage.Policies.Templates;

/// <summary>Takes a template apart into text and what stands between its braces, and sees to the marks that trim the text beside those.</summary>
internal static class TemplateLexer
{
    private const string Open = "{{";
    private const string Close = "}}";
    private static readonly char[] Blank = [' ', '\t', '\r', '\n'];

    /// <summary>The parts in their order.</summary>
    public static IReadOnlyList<(bool IsAction, string Text)> Read(string template)
    {
        var parts = new List<(bool, string)>();
        var trims = false;
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf(Open, at, StringComparison.Ordinal);
            var text = open < 0 ? template[at..] : template[at..open];
            var isTrimmed = open >= 0 && open + 3 < template.Length && template[open + 2] == '-' && char.IsWhiteSpace(template[open + 3]);
            text = trims ? text.TrimStart(Blank) : text;
            parts.Add((false, isTrimmed ? text.TrimEnd(Blank) : text));
            if (open < 0)
            {
                break;
            }

            var start = open + (isTrimmed ? 3 : 2);
            var close = End(template, start);
            trims = close > start && template[close - 1] == '-' && (close - 2 < start || char.IsWhiteSpace(template[close - 2]) || template[close - 2] == '/');
            var action = template[start..(trims ? close - 1 : close)].Trim(Blank);
            if (!action.StartsWith("/*", StringComparison.Ordinal))
            {
                parts.Add((true, action));
            }

            at = close + 2;
        }

        return parts;
    }

    /// <summary>Where the braces close that open before a place; those in texts and comments do not.</summary>
    private static int End(string template, int start)
    {
        var comment = template.AsSpan(start).TrimStart(Blank).StartsWith("/*");
        if (comment)
        {
            var end = template.IndexOf("*/", start, StringComparison.Ordinal);
            var after = end < 0 ? -1 : template.IndexOf(Close, end, StringComparison.Ordinal);
            return after < 0 ? throw new TemplateException("a comment does not end") : after;
        }

        for (var at = start; at + 1 < template.Length; at++)
        {
            switch (template[at])
            {
                case '"' or '\'':
                    at = Quoted(template, at);
                    break;
                case '`':
                    at = template.IndexOf('`', at + 1) is > 0 and var raw ? raw : template.Length;
                    break;
                case '}' when template[at + 1] == '}':
                    return at;
            }
        }

        throw new TemplateException("braces that open do not close");
    }

    private static int Quoted(string template, int open)
    {
        for (var at = open + 1; at < template.Length; at++)
        {
            if (template[at] == '\\')
            {
                at++;
            }
            else if (template[at] == template[open] || template[at] == '\n')
            {
                return at;
            }
        }

        return template.Length;
    }
}
