namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Puts the tokens of a script together: what runs after what, in which branch, under which name.</summary>
internal sealed class ShellParser
{
    private readonly ShellTokens _tokens;
    private readonly ShellCompounds _compounds;

    private ShellParser(ShellTokens tokens) => (_tokens, _compounds) = (tokens, new ShellCompounds(tokens, this));

    private ShellToken Now => _tokens.Now;

    /// <summary>A script, and whether all of it was understood.</summary>
    public static (ShellNode Node, bool IsBroken) Read(string text)
    {
        var tokens = new ShellTokens(ShellLexer.Read(text));
        var node = new ShellParser(tokens).List();
        return (node, tokens.IsBroken);
    }

    /// <summary>Commands up to a word or an operator that ends them.</summary>
    public ShellNode.Sequence List(params ReadOnlySpan<string> ends)
    {
        var items = new List<ShellNode>();
        _tokens.Enter();
        while (!_tokens.IsEnd && !ends.Contains(Now.Text))
        {
            if (Now.Is("\n") || Now.Is(";") || Now.Is("&"))
            {
                _tokens.Take();
                continue;
            }

            var before = _tokens.At;
            items.Add(Chain());
            if (_tokens.At == before)
            {
                _tokens.Skip();
            }
        }

        _tokens.Leave();
        return new ShellNode.Sequence(items);
    }

    private ShellNode Chain()
    {
        var links = new List<(ShellNode Node, ShellEnd End)>();
        while (true)
        {
            var node = Pipe();
            var end = Now.Is("&&") ? ShellEnd.And : Now.Is("||") ? ShellEnd.Or : ShellEnd.Next;
            links.Add((node, end));
            if (end == ShellEnd.Next)
            {
                return links.Count == 1 ? node : new ShellNode.Chain(links);
            }

            _tokens.Take();
            _tokens.SkipLines();
        }
    }

    private ShellNode Pipe()
    {
        var isNegated = false;
        for (; Now.IsWord("!"); _tokens.Take())
        {
            isNegated = !isNegated;
        }

        var parts = new List<ShellNode> { Part() };
        while (Now.Is("|") || Now.Is("|&"))
        {
            _tokens.Take();
            _tokens.SkipLines();
            parts.Add(Part());
        }

        return parts.Count == 1 && !isNegated ? parts[0] : new ShellNode.Pipe(parts, isNegated);
    }

    private ShellNode Part()
    {
        var compound = _compounds.Read();
        if (compound is null)
        {
            return Call();
        }

        var redirects = new List<ShellRedirect>();
        while (Now.Kind == ShellTokenKind.Redirect)
        {
            redirects.Add(Redirect());
        }

        return redirects.Count == 0 ? compound : new ShellNode.Group(compound, IsSubshell: false, redirects);
    }

    private ShellNode Call()
    {
        var (words, redirects) = (new List<string>(), new List<ShellRedirect>());
        var isTest = Now.IsWord("[[");
        while (!_tokens.IsEnd)
        {
            if (Now.Kind == ShellTokenKind.Word || (isTest && words[^1] is not "]]"))
            {
                words.Add(_tokens.Take().Text);
            }
            else if (Now.Kind == ShellTokenKind.Redirect)
            {
                redirects.Add(Redirect());
            }
            else if (words is not [var name] || !Now.Is("(") || !_tokens.After.Is(")"))
            {
                break;
            }
            else
            {
                return Function(name);
            }

            if (words is ["function", var named])
            {
                return Function(named);
            }
        }

        return new ShellNode.Call(words, redirects);
    }

    private ShellNode.Function Function(string name)
    {
        if (Now.Is("("))
        {
            _tokens.Take();
            _tokens.Expect(")");
        }

        _tokens.SkipLines();
        _tokens.Enter();
        var body = Part();
        _tokens.Leave();
        return new ShellNode.Function(name, body);
    }

    private ShellRedirect Redirect()
    {
        var arrow = _tokens.Take();
        return arrow.Here is { } here ? new ShellRedirect(arrow.Text, here, arrow.IsLiteral) : new ShellRedirect(arrow.Text, _tokens.Word(), IsLiteral: false);
    }
}
