using System.Buffers;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Takes the text of a script apart into tokens. Words keep their quotes, which tell later what may be put in.</summary>
internal sealed class ShellLexer(string text)
{
    private static readonly SearchValues<char> EndsWord = SearchValues.Create(" \t\r\n;&|()<>");

    private static readonly string[] Operators = [";;&", "&&", "||", ";;", ";&", "|&", ";", "&", "|", "(", ")"];

    private static readonly string[] Arrows = ["&>>", "&>", "<<<", "<<-", "<<", ">>", ">|", ">&", "<&", "<>", "<", ">"];

    private readonly List<ShellToken> _tokens = [];
    private readonly Queue<(ShellToken Token, string End, bool IsIndented)> _awaited = new();
    private int _at;

    /// <summary>The tokens, with an end.</summary>
    public static IReadOnlyList<ShellToken> Read(string text)
    {
        var lexer = new ShellLexer(text);
        lexer.Read();
        return lexer._tokens;
    }

    private void Read()
    {
        while (_at < text.Length)
        {
            switch (text[_at])
            {
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case '\\' when _at + 1 < text.Length && text[_at + 1] == '\n':
                    _at += 2;
                    break;
                case '#':
                    _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
                    break;
                case '\n':
                    _at++;
                    Add(ShellTokenKind.Operator, "\n");
                    ReadAwaited();
                    break;
                case '(' when text.AsSpan(_at).StartsWith("((", StringComparison.Ordinal):
                    // Arithmetic copies nothing.
                    _at = ShellQuotes.Closed(text, _at + 1, '(', ')');
                    Add(ShellTokenKind.Word, ":");
                    break;
                default:
                    ReadToken();
                    break;
            }
        }

        Add(ShellTokenKind.End, string.Empty);
    }

    private void ReadToken()
    {
        var digits = _at;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        if (Starting(Arrows, digits) is { } arrow && !IsProcess(digits))
        {
            ReadArrow(arrow, digits);
        }
        else if (Starting(Operators, _at) is { } written)
        {
            _at += written.Length;
            Add(ShellTokenKind.Operator, written);
        }
        else
        {
            Add(ShellTokenKind.Word, Word());
        }
    }

    private void ReadArrow(string arrow, int digits)
    {
        var written = string.Concat(text.AsSpan(_at, digits - _at), arrow);
        _at = digits + arrow.Length;
        if (arrow is not ("<<" or "<<-"))
        {
            Add(ShellTokenKind.Redirect, written);
            return;
        }

        while (_at < text.Length && text[_at] is ' ' or '\t')
        {
            _at++;
        }

        var end = Word();
        var token = new ShellToken(ShellTokenKind.Redirect, "<<") { Here = string.Empty, IsLiteral = end.AsSpan().IndexOfAny('\'', '"', '\\') >= 0 };
        _tokens.Add(token);
        _awaited.Enqueue((token, end.Replace("'", string.Empty, StringComparison.Ordinal)
            .Replace("\"", string.Empty, StringComparison.Ordinal)
            .Replace("\\", string.Empty, StringComparison.Ordinal), arrow.Length == 3));
    }

    /// <summary>The texts of here-documents follow the line that names them.</summary>
    private void ReadAwaited()
    {
        while (_awaited.TryDequeue(out var here))
        {
            var from = _at;
            while (true)
            {
                var end = text.IndexOf('\n', _at) is >= 0 and var found ? found : text.Length;
                var line = text.AsSpan(_at, end - _at).TrimEnd('\r');
                var isLast = (here.IsIndented ? line.TrimStart('\t') : line).SequenceEqual(here.End) || _at >= text.Length;
                if (isLast)
                {
                    here.Token.Here = text[from.._at];
                    _at = Math.Min(end + 1, text.Length);
                    break;
                }

                _at = Math.Min(end + 1, text.Length);
            }
        }
    }

    private string Word()
    {
        var from = _at;
        while (_at < text.Length && (!EndsWord.Contains(text[_at]) || (_at == from && IsProcess(_at))))
        {
            _at = text[_at] is '<' or '>' ? ShellQuotes.Closed(text, _at + 2, '(', ')') : ShellQuotes.End(text, _at);
        }

        return text[from.._at];
    }

    /// <summary>Whether the output of a program stands for a file: <c>&lt;(sort x)</c>.</summary>
    private bool IsProcess(int at) => at + 1 < text.Length && text[at] is '<' or '>' && text[at + 1] == '(';

    private string? Starting(string[] of, int at)
    {
        foreach (var one in of)
        {
            if (string.CompareOrdinal(text, at, one, 0, one.Length) == 0)
            {
                return one;
            }
        }

        return null;
    }

    private void Add(ShellTokenKind kind, string written) => _tokens.Add(new ShellToken(kind, written));
}
