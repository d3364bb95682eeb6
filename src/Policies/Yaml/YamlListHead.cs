using System.Text.Json.Nodes;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Puts an item at the head of a list that is a key of a document, and leaves every other character as it is. Where it is not sure what a change
/// would do it does
/// nothing, and what it did is read again and compared with what was meant.
/// </summary>
/// <param name="Key">The key of the list; it is made where it is not there.</param>
/// <param name="Item">The item: its keys, each with a text or a list of texts.</param>
public sealed record YamlListHead(string Key, IReadOnlyList<(string Key, IReadOnlyList<string> Values, bool IsList)> Item)
{
    /// <summary>The item as a block, for a person to put in.</summary>
    public string Block => Lines(string.Empty, "\n");

    /// <summary>The change of a text; null where there is no certain one. A change of nothing says that the item is there already.</summary>
    public YamlChange? Of(string text)
    {
        if (Json(text) is not { } before)
        {
            return null;
        }

        var items = before[Key] as JsonArray ?? [];
        if (items.Any(item => JsonNode.DeepEquals(item, Meant())))
        {
            return new YamlChange(0, 0, string.Empty);
        }

        items.Insert(0, Meant());
        before[Key] = items.Parent is null ? items : items.DeepClone();
        return Change(text) is { } change && Json(YamlChange.Apply(text, [change])) is { } after && JsonNode.DeepEquals(before, after) ? change : null;
    }

    private YamlChange? Change(string text)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (YamlReader.Tree(text) is not YamlValue.Mapping { IsFlow: false } root)
        {
            return null;
        }

        if (!root.Entries.TryGetValue(Key, out var entry))
        {
            return new YamlChange(text.Length, 0, $"{(text.EndsWith('\n') ? string.Empty : newLine)}{newLine}{Key}:{newLine}{Lines("  ", newLine)}");
        }

        var start = (int)entry.Value.Start.Index;
        return entry.Value switch
        {
            { IsMarked: true } => null,
            YamlValue.Sequence list when text[start] is '[' => new YamlChange(start + 1, 0, Flow() + (list.Items.Count > 0 ? ", " : string.Empty)),
            YamlValue.Sequence { Items: [var first, ..] } => Before(text, (int)first.Start.Index, newLine),
            YamlValue.Scalar { Text: "" } when start == (int)entry.Value.End.Index => After(text, (int)entry.Key.End.Index, newLine),
            _ => null,
        };
    }

    /// <summary>A line above the first item, and above the comments over it, which are its own.</summary>
    private YamlChange? Before(string text, int first, string newLine)
    {
        var at = LineStart(text, first);
        var lead = text[at..first];
        if (lead.TrimEnd() is not { Length: > 0 } dash || dash.TrimStart() is not "-")
        {
            return null;
        }

        while (at > 0 && LineStart(text, at - 1) is var above && text.AsSpan(above, at - above).TrimStart() is ['#', ..])
        {
            at = above;
        }

        return new YamlChange(at, 0, Lines(dash[..^1], newLine));
    }

    private YamlChange? After(string text, int key, string newLine) => text.IndexOf('\n', key) is var end && end < 0
        ? new YamlChange(text.Length, 0, newLine + Lines("  ", newLine))
        : new YamlChange(end + 1, 0, Lines("  ", newLine));

    private string Lines(string indent, string newLine) =>
        string.Concat(Item.Select((field, i) => $"{indent}{(i == 0 ? "- " : "  ")}{field.Key}: {Spelled(field.Values, field.IsList)}{newLine}"));

    private string Flow() => $"{{{string.Join(", ", Item.Select(field => $"{field.Key}: {Spelled(field.Values, field.IsList)}"))}}}";

    private static string Spelled(IReadOnlyList<string> values, bool isList) =>
        isList ? $"[{string.Join(", ", values.Select(YamlSpelling.Plain))}]" : YamlSpelling.Plain(values[0]);

    private JsonObject Meant()
    {
        var item = new JsonObject();
        foreach (var (key, values, isList) in Item)
        {
            item[key] = isList ? new JsonArray([.. values.Select(v => JsonValue.Create(v))]) : JsonValue.Create(values[0]);
        }

        return item;
    }

    private static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    private static JsonObject? Json(string text) =>
        YamlReader.Read(text, string.Empty).ToArray() is [YamlDocument.Readable { Root: var root }] ? JsonNode.Parse(root.GetRawText()) as JsonObject : null;
}
