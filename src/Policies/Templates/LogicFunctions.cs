namespace HomelabStorage.Policies.Templates;

/// <summary>Functions that compare, choose and call other templates.</summary>
internal static class LogicFunctions
{
    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Func<TemplateRun, object?[], object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["not"] = (_, v) => !GoValue.IsSet(v[0]),
        ["eq"] = (_, v) => v.Length > 1 ? v[1..].Any(other => GoValue.Same(v[0], other)) : throw new TemplateException("eq compares two values"),
        ["ne"] = (_, v) => !GoValue.Same(v[0], v[1]),
        ["lt"] = (_, v) => GoValue.Compare(v[0], v[1]) < 0,
        ["le"] = (_, v) => GoValue.Compare(v[0], v[1]) <= 0,
        ["gt"] = (_, v) => GoValue.Compare(v[0], v[1]) > 0,
        ["ge"] = (_, v) => GoValue.Compare(v[0], v[1]) >= 0,
        ["default"] = (_, v) => v.Length < 2 || !GoValue.IsSet(v[^1]) ? v[0] : v[^1],
        ["coalesce"] = (_, v) => Array.Find(v, GoValue.IsSet),
        ["ternary"] = (_, v) => GoValue.IsSet(v[2]) ? v[0] : v[1],
        ["empty"] = (_, v) => !GoValue.IsSet(v[0]),
        ["all"] = (_, v) => Array.TrueForAll(v, GoValue.IsSet),
        ["any"] = (_, v) => Array.Exists(v, GoValue.IsSet),
        ["kindOf"] = (_, v) => GoValue.Kind(v[0]),
        ["kindIs"] = (_, v) => GoValue.Same(v[0], GoValue.Kind(v[1])) || (v is ["int" or "float64", long]),
        ["typeOf"] = (_, v) => Type(v[0]),
        ["typeIs"] = (_, v) => GoValue.Same(v[0], Type(v[1])) || v is ["int" or "float64", long],
        ["typeIsLike"] = (_, v) => GoValue.Same(GoValue.Text(v[0]).TrimStart('*'), Type(v[1])),
        ["required"] = (_, v) => v[1] is null or "" ? throw new TemplateException(GoValue.Text(v[0])) : v[1],
        ["fail"] = (_, v) => throw new TemplateException(GoValue.Text(v[0])),
        ["include"] = (run, v) => run.Named(GoValue.Text(v[0]), v.Length > 1 ? v[1] : null),
        ["tpl"] = (run, v) => run.OfText(GoValue.Text(v[0]), v[1]),
        ["lookup"] = (_, _) => new GoMap(),
        ["print"] = (_, v) => string.Concat(v.Select(GoValue.Text)),
        ["println"] = (_, v) => string.Join(' ', v.Select(GoValue.Text)) + "\n",
        ["semverCompare"] = (_, v) => SemverRange.Holds(GoValue.Text(v[0]), GoValue.Text(v[1])),
    };

    private static string Type(object? value) => value switch
    {
        GoMap => "map[string]interface {}",
        List<object?> => "[]interface {}",
        _ => GoValue.Kind(value),
    };
}
