namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What an expression of Go's templates says: a field, <c>dig</c> or <c>get</c> with a default, and a few functions that change a text. Everything else is
/// for the program that runs the template.
/// </summary>
/// <param name="root">What the fields are of, as <c>dig</c> and <c>get</c> name it.</param>
/// <param name="prefix">What the path of a field begins with.</param>
/// <param name="field">The value of a field; null where there is none.</param>
internal sealed class GoExpression(string root, string prefix, Func<string, string?> field)
{
    /// <summary>The value of an expression; null where it cannot be told.</summary>
    public string? Value(string expression)
    {
        var steps = expression.Split('|', StringSplitOptions.TrimEntries);
        var value = First(Words(steps[0]));
        foreach (var step in steps[1..])
        {
            value = Changed(value, Words(step));
        }

        return value;
    }

    /// <summary>The words of a call; texts keep their quotes.</summary>
    private static string[] Words(string call) =>
    [
        .. call.Split('"').SelectMany((part, at) => at % 2 == 1 ? [$"\"{part}\""] : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
    ];

    private string? First(string[] words) => words switch
    {
        ["dig", .. var keys, var otherwise, var of] when IsRoot(of) && keys.All(IsText) && IsText(otherwise) =>
            field(string.Join('.', keys.Select(Unquoted))) ?? Unquoted(otherwise),
        ["get", var of, var key] when IsRoot(of) && IsText(key) => field(Unquoted(key)) ?? string.Empty,
        ["index", var list, var at] => field($"{Path(list)}[{at}]"),
        [var text] when IsText(text) => Unquoted(text),
        [var path] => Path(path) is { Length: > 0 } named ? field(named) : null,
        [.. var call, var operand] => Changed(First([operand]), call),
        _ => null,
    };

    private bool IsRoot(string word) => string.Equals(word, root, StringComparison.Ordinal);

    private string Path(string word) => word.StartsWith(prefix, StringComparison.Ordinal) ? word[prefix.Length..] : string.Empty;

    private static string? Changed(string? value, string[] words) => (value, words) switch
    {
        (null, _) => null,
        ("", ["default", var otherwise]) when IsText(otherwise) => Unquoted(otherwise),
        (_, ["default", _]) => value,
        (_, ["quote"]) => $"\"{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        (_, ["squote"]) => $"'{value}'",
        (_, ["lower"]) => value.ToLowerInvariant(),
        (_, ["upper"]) => value.ToUpperInvariant(),
        (_, ["trim"]) => value.Trim(),
        (_, ["toString" or "int"]) => value,
        (_, ["replace", var old, var other]) when IsText(old) && IsText(other) && old.Length > 2 =>
            value.Replace(Unquoted(old), Unquoted(other), StringComparison.Ordinal),
        (_, ["trimPrefix", var start]) when IsText(start) => value.StartsWith(Unquoted(start), StringComparison.Ordinal) ? value[(start.Length - 2)..] : value,
        (_, ["trimSuffix", var end]) when IsText(end) => value.EndsWith(Unquoted(end), StringComparison.Ordinal) ? value[..^(end.Length - 2)] : value,
        _ => null,
    };

    private static bool IsText(string word) => word is ['"', .., '"'];

    private static string Unquoted(string text) => text[1..^1];
}
