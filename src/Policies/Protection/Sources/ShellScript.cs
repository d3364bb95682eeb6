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
    private readonly ShellExpansion _expansion;

    private ShellScript(ShellWords words, ShellExpansion expansion) => (_words, _expansion) = (words, expansion);

    /// <summary>The lines of a script. The variables that it sets are added to those that are given.</summary>
    public static IReadOnlyList<ShellLine> Read(string script, ShellVariables variables) =>
        Read(script, new ShellWords(variables), words => new ShellExpansion(words, variables, ShellOutput.Of));

    /// <summary>The lines of what stands within <c>$( )</c>, where no more of the kind is looked into.</summary>
    public static IReadOnlyList<ShellLine> ReadInner(string script, ShellVariables variables) =>
        Read(script, new ShellWords(variables), words => new ShellExpansion(words, variables, static (_, _) => ShellWords.Open));

    private static IReadOnlyList<ShellLine> Read(string script, ShellWords words, Func<ShellWords, ShellExpansion> expansion)
    {
        new ShellScript(words, expansion(words)).Read(script.AsSpan(0, Math.Min(script.Length, Longest)));
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
                    Escaped(text[at]);
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
                    at = _expansion.Variable(text, at);
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

    /// <summary>What stands behind a backslash; the end of a line goes with it, and begins no word.</summary>
    private void Escaped(char letter)
    {
        if (letter != '\n')
        {
            _words.Take([letter]);
        }
    }

    /// <summary>
    /// Quoted text, with its variables where the quotes let them through. What is quoted behind <c>-c</c> is itself a script, and a path within it a
    /// word.
    /// </summary>
    private int Quoted(ReadOnlySpan<char> text, int from, char quote)
    {
        _words.Take([]);
        var at = from;
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '$')
            {
                at = _expansion.Variable(text, at);
            }
            else if (quote == '"' && text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`' or '\n')
            {
                at++;
                Escaped(text[at]);
            }
            else
            {
                _words.Take([text[at]]);
            }
        }

        return at;
    }
}
