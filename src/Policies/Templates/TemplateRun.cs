using System.Text;

namespace HomelabStorage.Policies.Templates;

/// <summary>Runs templates, as Go does with the functions of Helm.</summary>
/// <param name="defined">The templates that have a name.</param>
internal sealed class TemplateRun(IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> defined)
{
    /// <summary>How many parts are written at most: a chart of hundreds of objects needs a few thousand.</summary>
    private const int MostParts = 400_000;

    /// <summary>How long a text may become: a manifest that an API server takes is smaller.</summary>
    private const int MostCharacters = 4_000_000;

    /// <summary>How many values functions may look at: the values of a large chart have some thousand, and hundreds of calls are given all of them.</summary>
    private const long MostValues = 30_000_000;

    /// <summary>How deep templates may call others.</summary>
    private const int Deepest = 60;

    private int _parts;
    private int _written;
    private int _depth;
    private long _values;

    private enum Going
    {
        On,
        Break,
        Continue,
    }

    /// <summary>What a template writes, with a value as its dot.</summary>
    public string Write(IReadOnlyList<TemplateNode> body, object? dot)
    {
        if (++_depth > Deepest)
        {
            throw new TemplateException("templates call one another without an end");
        }

        var text = new StringBuilder();
        var scope = new TemplateScope(null);
        scope.Declare("$", dot);
        Write(body, dot, scope, text);
        _depth--;
        return text.ToString();
    }

    /// <summary>What a template of a name writes.</summary>
    public string Named(string name, object? dot) =>
        defined.TryGetValue(name, out var body) ? Write(body, dot) : throw new TemplateException($"the template {name} was not found");

    /// <summary>What a text writes that is a template itself.</summary>
    public string OfText(string text, object? dot)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return text;
        }

        Count(text.Length);
        return Write(GoTemplate.Read(text).Body, dot);
    }

    /// <summary>Counts the values that a function looks at.</summary>
    public void Look(long values)
    {
        _values += values;
        if (_values > MostValues)
        {
            throw new TemplateException("its functions do not come to an end");
        }
    }

    private Going Write(IReadOnlyList<TemplateNode> body, object? dot, TemplateScope scope, StringBuilder text)
    {
        foreach (var node in body)
        {
            if (++_parts > MostParts)
            {
                throw new TemplateException("it does not come to an end");
            }

            var going = Write(node, dot, scope, text);
            if (going != Going.On)
            {
                return going;
            }
        }

        return Going.On;
    }

    private Going Write(TemplateNode node, object? dot, TemplateScope scope, StringBuilder text)
    {
        switch (node)
        {
            case TemplateNode.Verbatim verbatim:
                Append(text, verbatim.Text);
                return Going.On;
            case TemplateNode.Output output:
                var value = new PipelineRun(this, scope, dot).Value(output.Pipeline);
                Append(text, output.Pipeline.Variables.Count > 0 ? string.Empty : GoValue.Text(value));
                return Going.On;
            case TemplateNode.If choice:
                var inner = new TemplateScope(scope);
                return GoValue.IsSet(new PipelineRun(this, inner, dot).Value(choice.Condition))
                    ? Write(choice.Then, dot, inner, text)
                    : Write(choice.Otherwise, dot, inner, text);
            case TemplateNode.With with:
                var below = new TemplateScope(scope);
                var found = new PipelineRun(this, below, dot).Value(with.Value);
                return GoValue.IsSet(found) ? Write(with.Then, found, below, text) : Write(with.Otherwise, dot, below, text);
            case TemplateNode.Range range:
                return Each(range, dot, scope, text);
            case TemplateNode.Call call:
                Append(text, Named(call.Name, call.Argument is null ? null : new PipelineRun(this, scope, dot).Value(call.Argument)));
                return Going.On;
            case TemplateNode.Break:
                return Going.Break;
            default:
                return Going.Continue;
        }
    }

    private Going Each(TemplateNode.Range range, object? dot, TemplateScope scope, StringBuilder text)
    {
        var items = Entries(new PipelineRun(this, scope, dot).Value(range.Items with { Variables = [] }));
        if (items.Count == 0)
        {
            return Write(range.Otherwise, dot, new TemplateScope(scope), text);
        }

        foreach (var (key, item) in items)
        {
            var inner = new TemplateScope(scope);
            foreach (var (name, at) in range.Items.Variables.Reverse().Select((name, at) => (name, at)))
            {
                inner.Declare(name, at == 0 ? item : key);
            }

            if (Write(range.Each, item, inner, text) == Going.Break)
            {
                break;
            }
        }

        return Going.On;
    }

    private static IReadOnlyList<(object? Key, object? Item)> Entries(object? value) => value switch
    {
        GoMap map => [.. map.Select(e => ((object?)e.Key, e.Value))],
        List<object?> list => [.. list.Select((item, at) => ((object?)(long)at, item))],
        long count when count <= MostParts => [.. Enumerable.Range(0, (int)Math.Max(count, 0)).Select(at => ((object?)(long)at, (object?)(long)at))],
        null => [],
        _ => throw new TemplateException("a range is over what is neither a list nor a map"),
    };

    private void Append(StringBuilder text, string more)
    {
        Count(more.Length);
        text.Append(more);
    }

    private void Count(int characters)
    {
        _written += characters;
        if (_written > MostCharacters)
        {
            throw new TemplateException("what it writes does not come to an end");
        }
    }
}
