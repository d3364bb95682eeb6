namespace HomelabStorage.Policies.Templates;

/// <summary>Functions of lists.</summary>
internal static class ListFunctions
{
    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Func<TemplateRun, object?[], object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["list"] = (_, v) => v.ToList(),
        ["tuple"] = (_, v) => v.ToList(),
        ["append"] = (_, v) => (List<object?>)[.. Of(v[0]), v[1]],
        ["prepend"] = (_, v) => (List<object?>)[v[1], .. Of(v[0])],
        ["concat"] = (_, v) => v.SelectMany(Of).ToList(),
        ["first"] = (_, v) => Of(v[0]).FirstOrDefault(),
        ["last"] = (_, v) => Of(v[0]).LastOrDefault(),
        ["rest"] = (_, v) => Of(v[0]).Skip(1).ToList(),
        ["initial"] = (_, v) => Of(v[0]).SkipLast(1).ToList(),
        ["reverse"] = (_, v) => Of(v[0]).AsEnumerable().Reverse().ToList(),
        ["compact"] = (_, v) => Of(v[0]).Where(GoValue.IsSet).ToList(),
        ["uniq"] = (run, v) => Distinct(run, Of(v[0])),
        ["without"] = (run, v) => Without(run, Of(v[0]), v[1..]),
        ["has"] = (_, v) => v[1] is not null && Of(v[1]).Exists(one => GoValue.Same(one, v[0])),
        ["slice"] = (_, v) => Sliced(v),
        ["sortAlpha"] = (_, v) => Of(v[0]).Select(GoValue.Text).Order(StringComparer.Ordinal).Select(one => (object?)one).ToList(),
        ["toStrings"] = (_, v) => Of(v[0]).Select(one => (object?)GoValue.Text(one)).ToList(),
        ["join"] = (_, v) => string.Join(GoValue.Text(v[0]), v[1] is List<object?> list ? list.Select(GoValue.Text) : [GoValue.Text(v[1])]),
        ["splitList"] = (_, v) => GoValue.Text(v[1]).Split(GoValue.Text(v[0])).Select(one => (object?)one).ToList(),
        ["split"] = (_, v) => Numbered(GoValue.Text(v[1]).Split(GoValue.Text(v[0]))),
        ["splitn"] = (_, v) => Numbered(GoValue.Text(v[2]).Split(GoValue.Text(v[0]), (int)Math.Clamp(GoValue.Whole(v[1]), 1, 1_000))),
        ["len"] = (_, v) => v[0] switch
        {
            null => 0L,
            string text => text.Length,
            List<object?> list => list.Count,
            GoMap map => map.Count,
            _ => throw new TemplateException("len is of texts, lists and maps"),
        },
        ["index"] = (_, v) => v[1..].Aggregate(v[0], (at, key) => at switch
        {
            GoMap map => map.At(GoValue.Text(key)),
            List<object?> list => GoValue.Whole(key) is >= 0 and var number && number < list.Count
                ? list[(int)number]
                : throw new TemplateException("an index is outside of its list"),
            null => null,
            _ => throw new TemplateException("index is of lists and maps"),
        }),
    };

    private static List<object?> Of(object? value) => value switch
    {
        null => [],
        List<object?> list => list,
        _ => throw new TemplateException("a list is asked for, and something else is given"),
    };

    private static List<object?> Distinct(TemplateRun run, List<object?> list)
    {
        var seen = new List<object?>();
        foreach (var one in list)
        {
            run.Look(seen.Count);
            if (!seen.Exists(known => GoValue.Same(known, one)))
            {
                seen.Add(one);
            }
        }

        return seen;
    }

    private static List<object?> Without(TemplateRun run, List<object?> list, object?[] others)
    {
        run.Look((long)list.Count * others.Length);
        return list.FindAll(one => !Array.Exists(others, other => GoValue.Same(one, other)));
    }

    private static List<object?> Sliced(object?[] values)
    {
        var list = Of(values[0]);
        var from = values.Length > 1 ? (int)Math.Clamp(GoValue.Whole(values[1]), 0, list.Count) : 0;
        var to = values.Length > 2 ? (int)Math.Clamp(GoValue.Whole(values[2]), from, list.Count) : list.Count;
        return list[from..to];
    }

    private static GoMap Numbered(string[] parts)
    {
        var map = new GoMap();
        for (var at = 0; at < parts.Length; at++)
        {
            map[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_{at}")] = parts[at];
        }

        return map;
    }
}
