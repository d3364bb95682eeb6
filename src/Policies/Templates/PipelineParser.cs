using System.Globalization;

namespace HomelabStorage.Policies.Templates;

/// <summary>Reads pipelines of Go's templates.</summary>
internal static class PipelineParser
{
    /// <summary>How deep parentheses may lie in one another.</summary>
    private const int Deepest = 64;

    /// <summary>The pipeline that words say, all of them.</summary>
    public static Pipeline Read(Queue<string> words)
    {
        var pipeline = Read(words, 0);
        return words.Count == 0 ? pipeline : throw new TemplateException($"'{words.Peek()}' is one word too many");
    }

    private static Pipeline Read(Queue<string> words, int depth)
    {
        if (depth > Deepest)
        {
            throw new TemplateException("parentheses lie too deep in one another");
        }

        var (variables, isNew) = Variables(words);
        var calls = new List<IReadOnlyList<Operand>>();
        do
        {
            var operands = new List<Operand>();
            while (words.TryPeek(out var next) && next is not ("|" or ")"))
            {
                operands.Add(One(words, depth));
            }

            calls.Add(operands.Count > 0 ? operands : throw new TemplateException("a call is empty"));
        }
        while (words.TryPeek(out var bar) && bar is "|" && words.TryDequeue(out _));

        return new Pipeline(variables, isNew, calls);
    }

    /// <summary>Variables that are set: <c>$a :=</c>, <c>$a, $b :=</c> or <c>$a =</c>.</summary>
    private static (IReadOnlyList<string> Variables, bool IsNew) Variables(Queue<string> words)
    {
        var ahead = words.Take(4).ToArray();
        var count = ahead is [['$', ..], ":=" or "=", ..] ? 1 : ahead is [['$', ..], ",", ['$', ..], ":=" or "="] ? 2 : 0;
        if (count == 0)
        {
            return ([], false);
        }

        for (var i = 0; i < count * 2; i++)
        {
            words.Dequeue();
        }

        return (count == 1 ? [ahead[0]] : [ahead[0], ahead[2]], ahead[(count * 2) - 1] is ":=");
    }

    private static Operand One(Queue<string> words, int depth)
    {
        var word = words.Dequeue();
        switch (word)
        {
            case ['"' or '`' or '\'', ..]:
                return new Operand.Literal(TemplateWords.Unquoted(word));
            case "(":
                var inner = Read(words, depth + 1);
                return words.TryDequeue(out var close) && close is ")"
                    ? new Operand.Path(string.Empty, inner, words.TryPeek(out var more) && more[0] == TemplateWords.Joined ? Fields(words.Dequeue()[1..]) : [])
                    : throw new TemplateException("parentheses do not close");
            case "true" or "false":
                return new Operand.Literal(word is "true");
            case "nil":
                return new Operand.Literal(null);
            case ['.', ..]:
                return new Operand.Path(string.Empty, null, Fields(word));
            case ['$', ..]:
                var dot = word.IndexOf('.', StringComparison.Ordinal);
                return dot < 0 ? new Operand.Path(word, null, []) : new Operand.Path(word[..dot], null, Fields(word[dot..]));
            case [(>= '0' and <= '9') or '-' or '+', ..]:
                return new Operand.Literal(Number(word));
            case [>= 'a' and <= 'z', ..] or [>= 'A' and <= 'Z', ..]:
                return new Operand.Function(word);
            default:
                throw new TemplateException($"'{word}' is not a word of templates");
        }
    }

    private static string[] Fields(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);

    private static object Number(string word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var broken) ? broken
        : throw new TemplateException($"'{word}' is not a number");
}
