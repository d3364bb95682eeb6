using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>Which values decide the fields of an object that a chart makes, so that a remedy names the value and not the object.</summary>
/// <param name="values">JSON Pointer to the values.</param>
/// <param name="item">JSON Pointer to the entry that the object is made for.</param>
/// <param name="words">The texts that are no values.</param>
internal sealed class ChartFields(string values, string item, IReadOnlyDictionary<string, string> words)
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The values by the fields that they decide.</summary>
    public IReadOnlyDictionary<string, string> Of(JsonElement template)
    {
        Add(template, string.Empty);
        return _fields;
    }

    private void Add(JsonElement template, string field)
    {
        if (template.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in template.EnumerateObject())
            {
                Add(entry.Value, entry.NameEquals("..."u8) ? field : $"{field}/{JsonPointer.Escape(entry.Name)}");
            }
        }
        else if (template.ValueKind == JsonValueKind.String && template.GetString() is ['$', '{', .. var asked, '}'] && Value(asked) is { Length: > 0 } value)
        {
            _fields.TryAdd(field, value);
        }
    }

    /// <summary>The first value of an expression; empty where it asks for none.</summary>
    private string Value(string expression)
    {
        var first = Array.Find(expression.TrimStart('=').Split('|'), path => path is not ['\'', ..] and not "key" && !words.ContainsKey(path));
        return first is null ? string.Empty
            : first is "item" ? item
            : first.StartsWith("item.", StringComparison.Ordinal) ? item + Pointer(first["item.".Length..])
            : values + Pointer(first);
    }

    private static string Pointer(string path) => $"/{path.Replace('.', '/')}";
}
