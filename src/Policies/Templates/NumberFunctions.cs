namespace HomelabStorage.Policies.Templates;

/// <summary>Functions that count.</summary>
internal static class NumberFunctions
{
    /// <summary>How long a list of numbers is at most.</summary>
    private const long Most = 10_000;

    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Func<TemplateRun, object?[], object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["int"] = (_, v) => GoValue.Whole(v[0]),
        ["int64"] = (_, v) => GoValue.Whole(v[0]),
        ["atoi"] = (_, v) => GoValue.Whole(v[0]),
        ["float64"] = (_, v) => GoValue.Number(v[0]),
        ["add"] = (_, v) => v.Sum(GoValue.Whole),
        ["add1"] = (_, v) => GoValue.Whole(v[0]) + 1,
        ["sub"] = (_, v) => GoValue.Whole(v[0]) - GoValue.Whole(v[1]),
        ["mul"] = (_, v) => v.Aggregate(1L, (product, one) => unchecked(product * GoValue.Whole(one))),
        ["div"] = (_, v) => GoValue.Whole(v[1]) is not 0 and var by ? GoValue.Whole(v[0]) / by : throw new TemplateException("a number is divided by zero"),
        ["mod"] = (_, v) => GoValue.Whole(v[1]) is not 0 and var by ? GoValue.Whole(v[0]) % by : throw new TemplateException("a number is divided by zero"),
        ["max"] = (_, v) => v.Max(GoValue.Whole),
        ["min"] = (_, v) => v.Min(GoValue.Whole),
        ["floor"] = (_, v) => Math.Floor(GoValue.Number(v[0])),
        ["ceil"] = (_, v) => Math.Ceiling(GoValue.Number(v[0])),
        ["round"] = (_, v) => Math.Round(GoValue.Number(v[0]), (int)Math.Clamp(v.Length > 1 ? GoValue.Whole(v[1]) : 0, 0, 10), MidpointRounding.AwayFromZero),
        ["until"] = (_, v) => Numbers(0, GoValue.Whole(v[0]), 1),
        ["untilStep"] = (_, v) => Numbers(GoValue.Whole(v[0]), GoValue.Whole(v[1]), GoValue.Whole(v[2])),
    };

    private static List<object?> Numbers(long from, long to, long step)
    {
        var numbers = new List<object?>();
        for (var number = from; step > 0 ? number < to : step < 0 && number > to; number += step)
        {
            numbers.Add(numbers.Count < Most ? number : throw new TemplateException("a list of numbers is too long"));
        }

        return numbers;
    }
}
