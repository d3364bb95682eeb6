namespace HomelabStorage.Policies.Templates;

/// <summary>Functions of maps.</summary>
internal static class MapFunctions
{
    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Func<TemplateRun, object?[], object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["dict"] = (_, v) => Of(v),
        ["get"] = (_, v) => Map(v[0]).TryGetValue(GoValue.Text(v[1]), out var value) ? value : string.Empty,
        ["set"] = (_, v) => With(Map(v[0]), GoValue.Text(v[1]), v[2]),
        ["unset"] = (_, v) => Without(Map(v[0]), GoValue.Text(v[1])),
        ["hasKey"] = (_, v) => v[0] is GoMap map && map.ContainsKey(GoValue.Text(v[1])),
        ["keys"] = (_, v) => v.SelectMany(one => Map(one).Keys).Select(key => (object?)key).ToList(),
        ["values"] = (_, v) => v.SelectMany(one => Map(one).Values).ToList(),
        ["pluck"] = (_, v) => v[1..].Select(Map).Where(m => m.ContainsKey(GoValue.Text(v[0]))).Select(m => m[GoValue.Text(v[0])]).ToList(),
        ["pick"] = (_, v) => Chosen(Map(v[0]), key => v[1..].Any(k => GoValue.Same(GoValue.Text(k), key))),
        ["omit"] = (_, v) => Chosen(Map(v[0]), key => !v[1..].Any(k => GoValue.Same(GoValue.Text(k), key))),
        ["merge"] = (_, v) => v[1..].Aggregate(Map(v[0]), (into, from) => Merged(into, Map(from), overwrites: false)),
        ["mustMerge"] = (_, v) => v[1..].Aggregate(Map(v[0]), (into, from) => Merged(into, Map(from), overwrites: false)),
        ["mergeOverwrite"] = (_, v) => v[1..].Aggregate(Map(v[0]), (into, from) => Merged(into, Map(from), overwrites: true)),
        ["mustMergeOverwrite"] = (_, v) => v[1..].Aggregate(Map(v[0]), (into, from) => Merged(into, Map(from), overwrites: true)),
        ["deepCopy"] = (_, v) => GoValue.Copy(v[0]),
        ["mustDeepCopy"] = (_, v) => GoValue.Copy(v[0]),
        ["dig"] = (_, v) => Dug(v),
    };

    private static GoMap Map(object? value) => value switch
    {
        GoMap map => map,
        null => [],
        _ => throw new TemplateException("a map is asked for, and something else is given"),
    };

    private static GoMap Of(object?[] pairs)
    {
        var map = new GoMap();
        for (var at = 0; at < pairs.Length; at += 2)
        {
            map[GoValue.Text(pairs[at])] = at + 1 < pairs.Length ? pairs[at + 1] : string.Empty;
        }

        return map;
    }

    private static GoMap With(GoMap map, string key, object? value)
    {
        map[key] = value;
        return map;
    }

    private static GoMap Without(GoMap map, string key)
    {
        map.Remove(key);
        return map;
    }

    private static GoMap Chosen(GoMap map, Func<string, bool> isMeant)
    {
        var chosen = new GoMap();
        foreach (var (key, value) in map.Where(e => isMeant(e.Key)))
        {
            chosen[key] = value;
        }

        return chosen;
    }

    private static GoMap Merged(GoMap into, GoMap from, bool overwrites)
    {
        foreach (var (key, value) in ReferenceEquals(into, from) ? [] : from)
        {
            if (into.At(key) is GoMap own && value is GoMap below)
            {
                Merged(own, below, overwrites);
            }
            else if (overwrites || !GoValue.IsSet(into.At(key)))
            {
                into[key] = GoValue.Copy(value);
            }
        }

        return into;
    }

    /// <summary>What is at the end of some keys: <c>dig KEY… DEFAULT MAP</c>.</summary>
    private static object? Dug(object?[] values)
    {
        object? at = Map(values[^1]);
        foreach (var key in values[..^2])
        {
            if (at is not GoMap map || !map.TryGetValue(GoValue.Text(key), out at))
            {
                return values[^2];
            }
        }

        return at;
    }
}
