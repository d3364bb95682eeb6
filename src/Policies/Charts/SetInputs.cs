using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// One set of a ResourceSet's inputs, and what its templates say of it: a field, <c>dig</c> or <c>get</c> with a default, and a few functions that change a
/// text. Everything else of Go's templates is for the Flux operator.
/// </summary>
/// <param name="inputs">The inputs; undefined where the set has none.</param>
/// <param name="provider">The fields of <c>inputs.provider</c>: the ResourceSet itself.</param>
internal sealed class SetInputs(JsonElement inputs, IReadOnlyDictionary<string, string> provider)
{
    private const string Provider = "provider.";

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
        ["dig", .. var keys, var otherwise, "inputs"] when keys.All(IsText) && IsText(otherwise) =>
            Field(string.Join('.', keys.Select(Unquoted))) ?? Unquoted(otherwise),
        ["get", "inputs", var key] when IsText(key) => Field(Unquoted(key)) ?? string.Empty,
        [var text] when IsText(text) => Unquoted(text),
        [var path] when path.StartsWith("inputs.", StringComparison.Ordinal) => Field(path["inputs.".Length..]),
        _ => null,
    };

    private string? Field(string path)
    {
        if (path.StartsWith(Provider, StringComparison.Ordinal))
        {
            return provider.GetValueOrDefault(path[Provider.Length..]);
        }

        var at = inputs;
        foreach (var key in path.Split('.'))
        {
            at = at.ValueKind == JsonValueKind.Object && at.TryGetProperty(key, out var below) ? below : default;
        }

        return at.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? at.AsText() : null;
    }

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
        _ => null,
    };

    private static bool IsText(string word) => word is ['"', .., '"'];

    private static string Unquoted(string text) => text[1..^1];
}
