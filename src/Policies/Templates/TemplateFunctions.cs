using System.Collections.Frozen;

namespace HomelabStorage.Policies.Templates;

/// <summary>The functions that templates of Helm call: Go's own, those of Sprig, and Helm's.</summary>
internal static class TemplateFunctions
{
    private const int Longest = 1_000_000;
    private const int Largest = 100_000;
    private const int Deepest = 300;

    /// <summary>So many letters of a text count as one value.</summary>
    private const int LettersOfOne = 16;

    private static readonly FrozenDictionary<string, Func<TemplateRun, object?[], object?>> Known =
        new[] { LogicFunctions.All, TextFunctions.All, NumberFunctions.All, ListFunctions.All, MapFunctions.All, FormFunctions.All }
            .SelectMany(f => f)
            .ToFrozenDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);

    /// <summary>What a function makes of values.</summary>
    public static object? Call(string name, TemplateRun run, object?[] values)
    {
        if (!Known.TryGetValue(name, out var function))
        {
            throw new TemplateException($"the function {name} is not known");
        }

        try
        {
            foreach (var value in values)
            {
                run.Look(SizeOf(value));
            }

            var made = function(run, values);
            run.Look(SizeOf(made));
            return made;
        }
        catch (Exception misfit) when (misfit is IndexOutOfRangeException
            or ArgumentException
            or InvalidCastException
            or FormatException
            or OverflowException
            or InvalidOperationException)
        {
            throw new TemplateException($"the function {name} cannot take what it is given", misfit);
        }
    }

    /// <summary>How many values a value holds, a long text as several. What is too large, too deep, or holds itself, ends the run.</summary>
    private static long SizeOf(object? value)
    {
        var left = new Stack<(object? Value, int Depth)>([(value, 0)]);
        var (seen, size) = (0, 0L);
        while (left.TryPop(out var one))
        {
            if (++seen > Largest || one.Depth > Deepest)
            {
                throw new TemplateException("a value becomes too large");
            }

            size += one.Value is string text ? 1 + (Short(text) / LettersOfOne) : 1;
            foreach (var below in one.Value switch { GoMap map => map.Values, List<object?> list => list, _ => Enumerable.Empty<object?>() })
            {
                left.Push((below, one.Depth + 1));
            }
        }

        return size;
    }

    private static int Short(string text) => text.Length <= Longest ? text.Length : throw new TemplateException("a text becomes too long");
}
