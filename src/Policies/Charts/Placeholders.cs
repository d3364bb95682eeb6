using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>Puts values into a template whose placeholders stand between two marks. A placeholder without a value stays as it is.</summary>
/// <param name="open">The mark before a placeholder.</param>
/// <param name="close">The mark after it.</param>
/// <param name="value">The value of what stands between them; null where there is none.</param>
internal sealed class Placeholders(string open, string close, Func<string, string?> value)
{
    /// <summary>Whether a text that is nothing but a placeholder has the type that YAML gives its value.</summary>
    public bool IsYaml { get; init; }

    /// <summary>Whether some placeholder had no value so far.</summary>
    public bool HasUnfilled { get; private set; }

    /// <summary>Fills a text as a whole where a placeholder in it asks for more than a value; null where it cannot.</summary>
    public Func<string, string?> Whole { get; init; } = _ => null;

    /// <summary>A generator of an ApplicationSet with the parameters of those before it: what asks for its own stays as it is.</summary>
    public static Placeholders OfArgo(IReadOnlyDictionary<string, string> parameters) => new("{{", "}}", asked => Asked(asked, parameters));

    /// <summary>The template of an ApplicationSet with all its parameters. What even Go's templates make nothing of stays as it is.</summary>
    public static Placeholders OfArgo(ArgoParameters parameters) =>
        new("{{", "}}", asked => Asked(asked, parameters.Values)) { Whole = parameters.Write };

    /// <summary>A template with all its texts and keys filled.</summary>
    public JsonElement Fill(JsonElement template) => MergedValues.ToElement(Node(template)!);

    /// <summary>A text with its placeholders filled.</summary>
    public string Fill(string template)
    {
        var text = new StringBuilder();
        var rest = template;
        var (isUnfilled, asksMore) = (false, false);
        for (int start; (start = rest.IndexOf(open, StringComparison.Ordinal)) >= 0;)
        {
            var end = rest.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            var asked = rest[(start + open.Length)..end].Trim('-', ' ');
            var known = value(asked);
            isUnfilled |= known is null;
            asksMore |= known is null && asked.Contains(' ', StringComparison.Ordinal);
            text.Append(rest, 0, start).Append(known ?? rest[start..(end + close.Length)]);
            rest = rest[(end + close.Length)..];
        }

        if (asksMore && Whole(template) is { } whole)
        {
            return whole;
        }

        HasUnfilled |= isUnfilled;
        return text.Append(rest).ToString();
    }

    private static string? Asked(string asked, IReadOnlyDictionary<string, string> parameters) =>
        parameters.TryGetValue(asked.TrimStart('.'), out var value) ? value : new GoExpression(".", ".", parameters.GetValueOrDefault).Value(asked);

    private JsonNode? Node(JsonElement template) => template.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(template.EnumerateObject().Select(e => KeyValuePair.Create(Fill(e.Name), Node(e.Value)))),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(Node)]),
        JsonValueKind.String => Text(template.GetString()!),
        _ => JsonNode.Parse(template.GetRawText()),
    };

    private JsonNode? Text(string template)
    {
        var text = Fill(template);
        var isFilled = template.StartsWith(open, StringComparison.Ordinal)
            && template.IndexOf(close, StringComparison.Ordinal) == template.Length - close.Length
            && !string.Equals(text, template, StringComparison.Ordinal);
        return IsYaml && isFilled ? Typed(text) : text;
    }

    private static JsonNode? Typed(string text) => YamlReader.Read(text, string.Empty).FirstOrDefault() is YamlDocument.Readable { Root: var root }
        && root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
            ? JsonNode.Parse(root.GetRawText())
            : text;
}
