namespace HomelabStorage.Policies.Templates;

/// <summary>Finds the value of a pipeline.</summary>
/// <param name="run">The run it is part of.</param>
/// <param name="scope">The variables.</param>
/// <param name="dot">The dot.</param>
internal sealed class PipelineRun(TemplateRun run, TemplateScope scope, object? dot)
{
    /// <summary>Functions whose value says nothing but whether something changed, so that what they are given need not be known.</summary>
    private static readonly string[] Digests = ["sha256sum", "sha1sum", "sha512sum", "adler32sum"];

    /// <summary>The value; variables are set on the way.</summary>
    public object? Value(Pipeline pipeline)
    {
        object? value;
        if (pipeline.Calls is [.., [Operand.Function { Name: var last }]] && Digests.Contains(last, StringComparer.Ordinal))
        {
            value = last;
        }
        else
        {
            value = Value(pipeline.Calls[0], []);
            foreach (var call in pipeline.Calls.Skip(1))
            {
                value = Value(call, [value]);
            }
        }

        foreach (var name in pipeline.Variables)
        {
            if (pipeline.IsNew)
            {
                scope.Declare(name, value);
            }
            else
            {
                scope.Set(name, value);
            }
        }

        return value;
    }

    private object? Value(IReadOnlyList<Operand> call, object?[] handed)
    {
        switch (call[0])
        {
            case Operand.Function { Name: "and" or "or" } choice:
                return Chosen(call, handed, isAnd: choice.Name is "and");
            case Operand.Function function:
                return TemplateFunctions.Call(function.Name, run, [.. call.Skip(1).Select(Value), .. handed]);
            default:
                var value = Value(call[0]);
                return value is Func<object?[], object?> method ? method([.. call.Skip(1).Select(Value), .. handed])
                    : call.Count + handed.Length == 1 ? value
                    : throw new TemplateException("something that is no function is called");
        }
    }

    /// <summary>The first value that decides; those behind it are not asked for.</summary>
    private object? Chosen(IReadOnlyList<Operand> call, object?[] handed, bool isAnd)
    {
        object? value = null;
        foreach (var operand in call.Skip(1).Select(o => new Func<object?>(() => Value(o))).Concat(handed.Select(h => new Func<object?>(() => h))))
        {
            value = operand();
            if (GoValue.IsSet(value) != isAnd)
            {
                return value;
            }
        }

        return value;
    }

    private object? Value(Operand operand) => operand switch
    {
        Operand.Literal literal => literal.Value,
        Operand.Function function => TemplateFunctions.Call(function.Name, run, []),
        Operand.Path path => path.Fields.Aggregate(
            path.Inner is { } inner ? Value(inner) : path.Variable.Length > 0 ? scope.Value(path.Variable) : dot,
            (at, field) => at switch
            {
                GoMap map => map.At(field),
                null => null,
                _ => throw new TemplateException($"{GoValue.Kind(at)} has no field {field}"),
            }),
        _ => null,
    };
}
