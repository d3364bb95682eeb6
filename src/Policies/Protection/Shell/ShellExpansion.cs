namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Makes the words of a command of what is written: without quotes, with what stands behind a dollar sign as far as it is known.</summary>
/// <param name="variables">What variables hold.</param>
/// <param name="output">What a command prints.</param>
internal sealed class ShellExpansion(ShellVariables variables, Func<string, string> output)
{
    /// <summary>Nobody puts defaults, or alternatives, deeper into one another.</summary>
    private const int Deepest = 4;

    private ShellFields _fields = new(isSplit: false);
    private int _depth;

    /// <summary>The words that one written word becomes.</summary>
    public IReadOnlyList<string> Words(string written)
    {
        var words = new List<string>();
        foreach (var one in ShellAlternatives.Of(written, Deepest))
        {
            words.AddRange(Expanded(one, isSplit: !ShellCommand.IsAssignment(one), _depth));
        }

        return words;
    }

    /// <summary>The text of one written word, which stays one.</summary>
    public string Text(string written) => string.Join(' ', Expanded(written, isSplit: false, _depth));

    /// <summary>The text of a here-document.</summary>
    public string Document(string written)
    {
        var inner = Inner(isSplit: false, _depth);
        inner.Quoted(written, 0);
        return string.Join(' ', inner._fields.Words);
    }

    private ShellExpansion Inner(bool isSplit, int depth) => new(variables, output) { _fields = new ShellFields(isSplit), _depth = depth };

    private IReadOnlyList<string> Expanded(string written, bool isSplit, int depth)
    {
        var inner = Inner(isSplit, depth);
        for (var at = 0; at < written.Length;)
        {
            at = inner.Next(written, at);
        }

        return inner._fields.Words;
    }

    private int Next(string text, int at)
    {
        switch (text[at])
        {
            case '\\':
                Escaped(text, at + 1);
                return at + 2;
            case '\'':
                var end = ShellQuotes.End(text, at);
                _fields.Take(text.AsSpan(at + 1, Math.Max(0, Math.Min(end - 1, text.Length) - at - 1)));
                return end;
            case '"':
                return Quoted(text, at + 1) + 1;
            case '$' when at + 1 < text.Length && text[at + 1] is '\'' or '"':
                return at + 1;
            case '$':
                return Variable(text, at, isQuoted: false);
            case '`':
                return Backticked(text, at);
            case '<' or '>':
                _fields.Take(ShellText.Open);
                return text.Length;
            default:
                _fields.Take(text.AsSpan(at, 1));
                return at + 1;
        }
    }

    /// <summary>Quoted text, with its variables. It ends before the quote.</summary>
    private int Quoted(string text, int at)
    {
        _fields.Take([]);
        var isDocument = at == 0;
        while (at < text.Length && (isDocument || text[at] != '"'))
        {
            if (text[at] == '$')
            {
                at = Variable(text, at, isQuoted: true);
            }
            else if (text[at] == '`')
            {
                at = Backticked(text, at);
            }
            else if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`' or '\n')
            {
                Escaped(text, at + 1);
                at += 2;
            }
            else
            {
                _fields.Take(text.AsSpan(at, 1));
                at++;
            }
        }

        return at;
    }

    /// <summary>What stands behind a backslash; the end of a line goes with it, and begins no word.</summary>
    private void Escaped(string text, int at)
    {
        if (at < text.Length && text[at] != '\n')
        {
            _fields.Take(text.AsSpan(at, 1));
        }
    }

    private int Backticked(string text, int at)
    {
        var end = ShellQuotes.End(text, at);
        _fields.Put(output(text[(at + 1)..Math.Max(at + 1, end - 1)]), isQuoted: true);
        return end;
    }

    /// <summary>A variable that is known becomes its value, and what a command prints the path that it is known to be; the rest stays open.</summary>
    private int Variable(string text, int at, bool isQuoted)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        if (next == '(')
        {
            var end = ShellQuotes.End(text, at);
            var isSum = text.AsSpan(at).StartsWith("$((", StringComparison.Ordinal);
            _fields.Put(isSum ? ShellText.OpenName : output(text[(at + 2)..Math.Max(at + 2, end - 1)]), isQuoted);
            return end;
        }

        if (next is '?' or '$' or '!' or '#' or '-' or '@' or '*' || char.IsAsciiDigit(next))
        {
            Special(next, isQuoted);
            return at + 2;
        }

        var isBraced = next == '{';
        var start = at + (isBraced ? 2 : 1);
        var stop = start;
        while (stop < text.Length && (char.IsAsciiLetterOrDigit(text[stop]) || text[stop] == '_'))
        {
            stop++;
        }

        if (!isBraced)
        {
            _fields.Put(stop == start ? "$" : variables.Value(text[start..stop]), isQuoted);
            return Math.Max(stop, at + 1);
        }

        var close = ShellQuotes.End(text, at);
        Inside(text[start..stop], text[stop..Math.Max(stop, close - 1)], isQuoted);
        return close;
    }

    private void Special(char name, bool isQuoted)
    {
        if (name is '@' or '*' && variables.Arguments is { } arguments)
        {
            _fields.PutAll(arguments);
        }
        else
        {
            _fields.Put(variables.Value(name.ToString()), isQuoted);
        }
    }

    /// <summary><c>${NAME…}</c>: a default is read where nothing else may set the variable.</summary>
    private void Inside(string name, string how, bool isQuoted)
    {
        if (name.Length == 0)
        {
            _fields.Put(how is "@" or "*" && variables.Arguments is { } all ? string.Join(' ', all) : ShellText.Open, isQuoted);
            return;
        }

        var isColon = how.Length > 1 && how[0] == ':';
        if ((isColon ? how[1..] : how) is not ['-' or '=', .. var text] || variables.MayHold(name, isColon))
        {
            _fields.Put(ShellVariables.Cut(variables.Value(name), how), isQuoted);
            return;
        }

        if (_depth >= Deepest)
        {
            _fields.Take(ShellText.Open);
            return;
        }

        _fields.Put(string.Join(' ', Expanded(text, isSplit: false, _depth + 1)), isQuoted);
    }
}
