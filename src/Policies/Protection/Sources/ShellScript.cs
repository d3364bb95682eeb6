namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Takes a script apart into lines of commands, well enough to see what is copied where. Variables that the script or the container sets are put in;
/// what a command prints (<c>$(date)</c>) stays open.
/// </summary>
internal sealed class ShellScript
{
    /// <summary>No backup script is longer; what is behind is not read.</summary>
    private const int Longest = 64 * 1024;

    private readonly ShellWords _words;

    private ShellScript(ShellWords words) => _words = words;

    /// <summary>The lines of a script. The variables that it sets are added to those that are given.</summary>
    public static IReadOnlyList<ShellLine> Read(string script, Dictionary<string, string> variables)
    {
        var words = new ShellWords(variables);
        new ShellScript(words).Read(script.AsSpan(0, Math.Min(script.Length, Longest)));
        return words.Finished(script);
    }

    private void Read(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length:
                    at++;
                    _words.Take(text[at] is '\n' ? [] : [text[at]]);
                    break;
                case '\'':
                    at = Quoted(text, at + 1, '\'');
                    break;
                case '"':
                    at = Quoted(text, at + 1, '"');
                    break;
                case '`':
                    at = Math.Max(at, at + 1 + text[(at + 1)..].IndexOf('`'));
                    _words.Take(ShellWords.Open);
                    break;
                case '$':
                    at = Variable(text, at);
                    break;
                case '#' when !_words.IsBegun:
                    at = text[at..].IndexOf('\n') is >= 0 and var end ? at + end - 1 : text.Length;
                    break;
                case '|' when at + 1 < text.Length && text[at + 1] == '|':
                    at++;
                    _words.EndLine(ShellEnd.Or);
                    break;
                case '|':
                    _words.EndCommand();
                    break;
                case '\n' or ';' or '(' or ')':
                    _words.EndLine(ShellEnd.Next);
                    break;
                case '&' when at + 1 < text.Length && text[at + 1] == '&':
                    at++;
                    _words.EndLine(ShellEnd.And);
                    break;
                case '&':
                    _words.EndWord();
                    break;
                case '>':
                    at += at + 1 < text.Length && text[at + 1] is '>' or '|' ? 1 : 0;
                    _words.EndOutput();
                    break;
                case ' ' or '\t' or '\r':
                    _words.EndWord();
                    break;
                default:
                    _words.Take([text[at]]);
                    break;
            }
        }

        _words.EndLine(ShellEnd.Next);
    }

    /// <summary>
    /// Quoted text, with its variables where the quotes let them through. What is quoted behind <c>-c</c> is itself a script, and a path within it a
    /// word.
    /// </summary>
    private int Quoted(ReadOnlySpan<char> text, int from, char quote)
    {
        var length = text[from..].IndexOf(quote);
        var inside = length < 0 ? text[from..] : text.Slice(from, length);
        _words.Take([]);
        for (var at = 0; at < inside.Length; at++)
        {
            if (quote == '"' && inside[at] == '$')
            {
                at = Variable(inside, at);
            }
            else
            {
                _words.Take([inside[at]]);
            }
        }

        return length < 0 ? text.Length : from + length;
    }

    /// <summary>A variable that is known becomes its value; what a command prints stays open.</summary>
    private int Variable(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '(')
        {
            var (depth, end) = (1, at + 2);
            while (end < text.Length && depth > 0)
            {
                depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
                end++;
            }

            _words.Take(ShellWords.Open);
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
            _words.Take("$");
            return at;
        }

        _words.Take(_words.Value(text[start..stop].ToString()));
        var close = braced ? text[stop..].IndexOf('}') : -1;
        return close < 0 ? stop - 1 : stop + close;
    }
}
