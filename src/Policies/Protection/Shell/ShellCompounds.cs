namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Puts together what begins with a word of the shell's own, or with a bracket.</summary>
internal sealed class ShellCompounds(ShellTokens tokens, ShellParser parser)
{
    /// <summary>What begins here; null when it is a plain command.</summary>
    public ShellNode? Read() => tokens.Now switch
    {
        { Kind: ShellTokenKind.Word, Text: "if" } => Choice(),
        { Kind: ShellTokenKind.Word, Text: "while" or "until" } => Loop(),
        { Kind: ShellTokenKind.Word, Text: "for" or "select" } => Each(),
        { Kind: ShellTokenKind.Word, Text: "case" } => Cases(),
        { Kind: ShellTokenKind.Word, Text: "{" } => Within("}", isSubshell: false),
        { Kind: ShellTokenKind.Operator, Text: "(" } => Within(")", isSubshell: true),
        _ => null,
    };

    private ShellNode.Group Within(string end, bool isSubshell)
    {
        tokens.Take();
        var body = parser.List(end);
        tokens.Expect(end);
        return new ShellNode.Group(body, isSubshell, []);
    }

    private ShellNode.Choice Choice()
    {
        var branches = new List<(ShellNode Condition, ShellNode Body)>();
        ShellNode otherwise = new ShellNode.Sequence([]);
        do
        {
            tokens.Take();
            var condition = parser.List("then");
            tokens.Expect("then");
            branches.Add((condition, parser.List("elif", "else", "fi")));
        }
        while (tokens.Now.IsWord("elif"));
        if (tokens.Now.IsWord("else"))
        {
            tokens.Take();
            otherwise = parser.List("fi");
        }

        tokens.Expect("fi");
        return new ShellNode.Choice(branches, otherwise);
    }

    private ShellNode.Loop Loop()
    {
        var isUntil = tokens.Now.IsWord("until");
        tokens.Take();
        var condition = parser.List("do");
        return new ShellNode.Loop(condition, Body(), isUntil);
    }

    private ShellNode.Each Each()
    {
        tokens.Take();
        var name = tokens.Word();
        tokens.SkipLines();
        var words = new List<string>();
        if (tokens.Now.IsWord("in"))
        {
            for (tokens.Take(); tokens.Now.Kind == ShellTokenKind.Word;)
            {
                words.Add(tokens.Word());
            }
        }
        else
        {
            words.Add("\"$@\"");
        }

        while (tokens.Now.Is(";") || tokens.Now.Is("\n"))
        {
            tokens.Take();
        }

        return new ShellNode.Each(name, words, Body());
    }

    private ShellNode.Sequence Body()
    {
        tokens.Expect("do");
        var body = parser.List("done");
        tokens.Expect("done");
        return body;
    }

    private ShellNode.Cases Cases()
    {
        tokens.Take();
        var word = tokens.Word();
        tokens.SkipLines();
        tokens.Expect("in");
        tokens.SkipLines();
        var arms = new List<(IReadOnlyList<string> Patterns, ShellNode Body)>();
        while (!tokens.IsEnd && !tokens.Now.IsWord("esac"))
        {
            var patterns = new List<string>();
            while (!tokens.IsEnd && !tokens.Now.Is(")") && !tokens.Now.Is("\n"))
            {
                var token = tokens.Take();
                if (token.Kind == ShellTokenKind.Word)
                {
                    patterns.Add(token.Text);
                }
            }

            tokens.Expect(")");
            arms.Add((patterns, parser.List(";;", ";&", ";;&", "esac")));
            if (tokens.Now.Kind == ShellTokenKind.Operator)
            {
                tokens.Take();
            }

            tokens.SkipLines();
        }

        tokens.Expect("esac");
        return new ShellNode.Cases(word, arms);
    }
}
