using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HomelabStorage.Policies.Charts;

/// <summary>Puts an ApplicationSet's parameters into its template. A template of another kind stays as it is.</summary>
internal static class ArgoTemplate
{
    public static JsonElement Fill(JsonElement template, IReadOnlyDictionary<string, string> parameters) => MergedValues.ToElement(Node(template, parameters)!);

    private static JsonNode? Node(JsonElement template, IReadOnlyDictionary<string, string> parameters) => template.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(template.EnumerateObject().Select(e => KeyValuePair.Create(e.Name, Node(e.Value, parameters)))),
        JsonValueKind.Array => new JsonArray([.. template.EnumerateArray().Select(item => Node(item, parameters))]),
        JsonValueKind.String => Text(template.GetString()!, parameters),
        _ => JsonNode.Parse(template.GetRawText()),
    };

    private static string Text(string template, IReadOnlyDictionary<string, string> parameters)
    {
        var text = new StringBuilder();
        var rest = template;
        for (int open; (open = rest.IndexOf("{{", StringComparison.Ordinal)) >= 0;)
        {
            var close = rest.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            var asked = rest[(open + 2)..close].Trim('-', ' ');
            text.Append(rest, 0, open).Append(Value(asked, parameters) ?? rest[open..(close + 2)]);
            rest = rest[(close + 2)..];
        }

        return text.Append(rest).ToString();
    }

    private static string? Value(string asked, IReadOnlyDictionary<string, string> parameters) =>
        parameters.TryGetValue(asked.TrimStart('.'), out var value) ? value : null;
}
