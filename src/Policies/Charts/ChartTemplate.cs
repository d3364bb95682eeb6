using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// Puts values into the objects of a chart's file. <c>${a.b}</c> alone is the value at that path, and leaves its field out where there is none;
/// within a text it is that
/// value's text. <c>${=a.b}</c> alone is its text too, a list or a map as JSON. <c>${a|b}</c> takes the first that is set, <c>${a|'b'}</c> ends in a word.
/// Paths begin at the values, at <c>item</c> and <c>key</c>, or name a word.
/// The entry <c>...</c> of a map is another map whose entries it has too; as the only entry of an item of a list, it is another list.
/// </summary>
internal sealed class ChartTemplate(JsonElement values, IReadOnlyDictionary<string, string> words)
{
    /// <summary>The entry an object is made for.</summary>
    public readonly record struct Scope(string Key, JsonElement Item);

    /// <summary>The entries of a list or map; one without a name where none is asked for.</summary>
    public IEnumerable<(string Key, JsonElement Item)> Items(string path)
    {
        if (path.Length == 0)
        {
            return [(string.Empty, default)];
        }

        var found = At(values, path);
        return found.ValueKind switch
        {
            JsonValueKind.Array => found.EnumerateArray().Select((item, index) => (index.ToString(CultureInfo.InvariantCulture), item)),
            JsonValueKind.Object => found.EnumerateObject().Select(entry => (entry.Name, entry.Value)),
            _ => [],
        };
    }

    /// <summary>Whether a condition is met.</summary>
    public bool Holds(string condition, Scope scope) => condition.StartsWith('!') ? !IsSet(Value(condition[1..], scope)) : IsSet(Value(condition, scope));

    /// <summary>An object with its values.</summary>
    public JsonElement Fill(JsonElement template, Scope scope) => MergedValues.ToElement(Node(template, scope)!);

    /// <summary>A text with its values.</summary>
    public string Text(string template, Scope scope)
    {
        var text = new StringBuilder();
        var rest = template;
        for (int open; (open = rest.IndexOf("${", StringComparison.Ordinal)) >= 0;)
        {
            var close = rest.IndexOf('}', open);
            text.Append(rest, 0, open).Append(Value(rest[(open + 2)..close], scope).AsText());
            rest = rest[(close + 1)..];
        }

        return text.Append(rest).ToString();
    }

    private JsonNode? Node(JsonElement template, Scope scope)
    {
        switch (template.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var entry in template.EnumerateObject())
                {
                    var value = Node(entry.Value, scope);
                    if (entry.NameEquals("..."u8))
                    {
                        foreach (var (name, other) in value as JsonObject ?? [])
                        {
                            map[name] = other?.DeepClone();
                        }
                    }
                    else if (value is not null)
                    {
                        map[Text(entry.Name, scope)] = value;
                    }
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. template.EnumerateArray().SelectMany(item => Nodes(item, scope)).Where(item => item is not null)]);
            case JsonValueKind.String when template.GetString()! is ['$', '{', '=', .., '}'] written:
                return Value(written[3..^1], scope) is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } list
                    ? list.GetRawText()
                    : Value(written[3..^1], scope).AsText();
            case JsonValueKind.String when template.GetString()! is ['$', '{', .., '}'] text && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1:
                return Value(text[2..^1], scope) is { ValueKind: not JsonValueKind.Undefined and not JsonValueKind.Null } asked
                    ? JsonNode.Parse(asked.GetRawText())
                    : null;
            case JsonValueKind.String:
                return Text(template.GetString()!, scope);
            default:
                return JsonNode.Parse(template.GetRawText());
        }
    }

    private IEnumerable<JsonNode?> Nodes(JsonElement item, Scope scope) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("..."u8, out var others)
            ? (Node(others, scope) as JsonArray ?? []).Select(other => other?.DeepClone())
            : [Node(item, scope)];

    private JsonElement Value(string expression, Scope scope)
    {
        foreach (var path in expression.Split('|'))
        {
            var value = path is ['\'', .. var word, '\''] || words.TryGetValue(path, out word!) ? MergedValues.ToElement(JsonValue.Create(word)!)
                : path is "key" ? MergedValues.ToElement(JsonValue.Create(scope.Key)!)
                : path is "item" ? scope.Item
                : path.StartsWith("item.", StringComparison.Ordinal) ? At(scope.Item, path["item.".Length..])
                : At(values, path);
            if (IsSet(value) || (value.ValueKind == JsonValueKind.False && !expression.Contains('|', StringComparison.Ordinal)))
            {
                return value;
            }
        }

        return default;
    }

    private static JsonElement At(JsonElement from, string path)
    {
        foreach (var key in path.Split('.'))
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(key, out from))
            {
                return default;
            }
        }

        return from;
    }

    /// <summary>Helm's own idea of it: nothing, false, zero and what is empty are not set.</summary>
    private static bool IsSet(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => !value.ValueEquals(""u8),
        JsonValueKind.Number => value.GetRawText() is not "0",
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => false,
    };
}
