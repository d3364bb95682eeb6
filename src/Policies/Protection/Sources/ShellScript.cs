using System.Text;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Takes a script apart into lines of commands, well enough to see what is copied where. Variables that the script or the container sets are put in;
/// what a command prints (<c>$(date)</c>) stays open.
/// </summary>
internal sealed class ShellScript
{
    /// <summary>No backup script is longer; what is behind is not read.</summary>
    private const int Longest = 64 * 1024;

    private readonly List<ShellLine> _lines = [];
    private readonly List<ShellCommand> _piped = [];
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private readonly Dictionary<string, string> _variables;
    private string _output = string.Empty;
    private bool _isOutput;
    private bool _isBegun;
    private bool _isError;

    private ShellScript(IReadOnlyDictionary<string, string> variables) => _variables = new Dictionary<string, string>(variables, StringComparer.Ordinal);

    /// <summary>The lines of a script.</summary>
    public static IReadOnlyList<ShellLine> Read(string script, IReadOnlyDictionary<string, string> variables)
    {
        var reading = new ShellScript(variables);
        reading.Read(script.AsSpan(0, Math.Min(script.Length, Longest)));
        return reading._lines;
    }

    private void Read(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\' when at + 1 < text.Length:
                    at++;
                    Take(text[at] is '\n' ? string.Empty : text[at].ToString());
                    break;
                case '\'':
                    at = Quoted(text, at + 1, '\'');
                    break;
                case '"':
                    at = Quoted(text, at + 1, '"');
                    break;
                case '`':
                    at = Math.Max(at, at + 1 + text[(at + 1)..].IndexOf('`'));
                    Take("*");
                    break;
                case '$':
                    at = Variable(text, at);
                    break;
                case '#' when !_isBegun:
                    at = text[at..].IndexOf('\n') is >= 0 and var end ? at + end - 1 : text.Length;
                    break;
                case '|' when at + 1 < text.Length && text[at + 1] == '|':
                    at++;
                    EndLine(text[(at + 1)..].TrimStart());
                    break;
                case '|':
                    EndCommand();
                    break;
                case '\n' or ';' or '(' or ')':
                    EndLine([]);
                    break;
                case '&' when at + 1 < text.Length && text[at + 1] == '&':
                    at++;
                    EndLine([]);
                    break;
                case '&':
                    EndWord();
                    break;
                case '>':
                    at += at + 1 < text.Length && text[at + 1] is '>' or '|' ? 1 : 0;
                    EndOutput();
                    break;
                case ' ' or '\t' or '\r':
                    EndWord();
                    break;
                default:
                    Take(text[at].ToString());
                    break;
            }
        }

        EndLine([]);
    }

    private void Take(string text)
    {
        _isBegun = true;
        _word.Append(text);
    }

    /// <summary>
    /// Quoted text, with its variables where the quotes let them through. What is quoted behind <c>-c</c> is itself a script, and a path within it a
    /// word.
    /// </summary>
    private int Quoted(ReadOnlySpan<char> text, int from, char quote)
    {
        var length = text[from..].IndexOf(quote);
        var inside = length < 0 ? text[from..] : text.Slice(from, length);
        _isBegun = true;
        for (var at = 0; at < inside.Length; at++)
        {
            if (quote == '"' && inside[at] == '$')
            {
                at = Variable(inside, at);
            }
            else
            {
                _word.Append(inside[at]);
            }
        }

        return length < 0 ? text.Length : from + length;
    }

    /// <summary>A variable that is known becomes its value; what a command prints becomes a star.</summary>
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

            Take("*");
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
            Take("$");
            return at;
        }

        Take(_variables.GetValueOrDefault(text[start..stop].ToString(), "*"));
        var close = braced ? text[stop..].IndexOf('}') : -1;
        return close < 0 ? stop - 1 : stop + close;
    }

    private void EndWord()
    {
        if (!_isBegun)
        {
            return;
        }

        var word = _word.ToString();
        _word.Clear();
        _isBegun = false;
        if (_isOutput)
        {
            (_output, _isOutput, _isError) = (_isError ? _output : word, false, false);
        }
        else
        {
            _words.Add(word);
        }
    }

    /// <summary>Output goes to a file from here. <c>2></c> is what goes wrong, which is nothing.</summary>
    private void EndOutput()
    {
        var isError = _word.Length == 1 && _word[0] == '2';
        if (isError)
        {
            _word.Clear();
            _isBegun = false;
        }

        EndWord();
        (_isOutput, _isError) = (true, isError);
    }

    private void EndCommand()
    {
        EndWord();
        if (_words.Count > 0)
        {
            var command = new ShellCommand([.. _words], _output);
            foreach (var (variable, value) in command.Assignments)
            {
                _variables[variable] = value;
            }

            if (_words is ["for", var name, "in", var first, ..])
            {
                _variables[name] = first;
            }

            _piped.Add(command);
        }

        _words.Clear();
        (_output, _isOutput, _isError) = (string.Empty, false, false);
    }

    private void EndLine(ReadOnlySpan<char> otherwise)
    {
        EndCommand();
        if (_piped.Count > 0)
        {
            _lines.Add(new ShellLine(
                [.. _piped],
                otherwise.StartsWith("true", StringComparison.Ordinal)
                    || otherwise.StartsWith(":", StringComparison.Ordinal)
                    || otherwise.StartsWith("exit 0", StringComparison.Ordinal)));
            _piped.Clear();
        }
    }
}
