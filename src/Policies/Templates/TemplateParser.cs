namespace HomelabStorage.Policies.Templates;

/// <summary>Reads the parts of a template: what is written under a condition, for each, or under a name.</summary>
internal sealed class TemplateParser(
    IReadOnlyList<(bool IsAction, string Text)> parts,
    Dictionary<string, IReadOnlyList<TemplateNode>> defined)
{
    /// <summary>How deep blocks may lie in one another.</summary>
    private const int Deepest = 100;

    private int _at;
    private int _depth;

    /// <summary>All of them.</summary>
    public IReadOnlyList<TemplateNode> All()
    {
        var (body, end) = Block();
        return end.Length == 0 ? body : throw new TemplateException($"'{end}' belongs to nothing");
    }

    /// <summary>The parts up to the action that ends them: <c>end</c>, an <c>else</c> with all it says, or nothing at the end.</summary>
    private (IReadOnlyList<TemplateNode> Body, string End) Block()
    {
        if (++_depth > Deepest)
        {
            throw new TemplateException("blocks lie too deep in one another");
        }

        var body = new List<TemplateNode>();
        while (_at < parts.Count)
        {
            var (isAction, text) = parts[_at++];
            if (!isAction)
            {
                body.Add(new TemplateNode.Verbatim(text));
                continue;
            }

            var words = TemplateWords.Of(text);
            switch (words.TryPeek(out var first) ? first : string.Empty)
            {
                case "":
                    break;
                case "end" or "else":
                    _depth--;
                    return (body, text);
                case "if" or "with" or "range":
                    body.Add(Branch(words.Dequeue(), words));
                    break;
                case "define" or "block":
                    Named(words, body);
                    break;
                case "template":
                    words.Dequeue();
                    body.Add(Call(Name(words), words));
                    break;
                case "break":
                    body.Add(new TemplateNode.Break());
                    break;
                case "continue":
                    body.Add(new TemplateNode.Continue());
                    break;
                default:
                    body.Add(new TemplateNode.Output(PipelineParser.Read(words)));
                    break;
            }
        }

        _depth--;
        return (body, string.Empty);
    }

    private TemplateNode Branch(string word, Queue<string> words)
    {
        var pipeline = PipelineParser.Read(words);
        var (then, end) = Block();
        var otherwise = Otherwise(end);
        return word switch
        {
            "if" => new TemplateNode.If(pipeline, then, otherwise),
            "with" => new TemplateNode.With(pipeline, then, otherwise),
            _ => new TemplateNode.Range(pipeline, then, otherwise),
        };
    }

    /// <summary>What is written otherwise; an <c>else if</c> is a block of its own there, without an end of its own.</summary>
    private IReadOnlyList<TemplateNode> Otherwise(string end)
    {
        var words = TemplateWords.Of(end);
        switch (words.ToArray())
        {
            case ["end"]:
                return [];
            case ["else"]:
                var (body, last) = Block();
                return last is "end" ? body : throw new TemplateException("an else is not the last");
            case ["else", "if" or "with", ..]:
                words.Dequeue();
                return [Branch(words.Dequeue(), words)];
            default:
                throw new TemplateException("a block does not end");
        }
    }

    private void Named(Queue<string> words, List<TemplateNode> body)
    {
        var word = words.Dequeue();
        var name = Name(words);
        var (content, end) = Block();
        if (end is not "end")
        {
            throw new TemplateException($"the definition of {name} does not end");
        }

        defined[name] = content;
        if (word is "block")
        {
            body.Add(Call(name, words));
        }
    }

    private static string Name(Queue<string> words) => words.TryDequeue(out var word) && word is ['"' or '`', _, ..]
        ? TemplateWords.Unquoted(word)
        : throw new TemplateException("a template that is defined or called has no name in quotes");

    private static TemplateNode.Call Call(string name, Queue<string> words) => new(name, words.Count > 0 ? PipelineParser.Read(words) : null);
}
