using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Exemptions;

/// <summary>An entry of a policy file for the same rule and objects. It would go on to hold beside a new one, however soon that ends.</summary>
internal sealed class EarlierEntry
{
    private static readonly string[] Subject = ["rules", "kinds", "namespaces", "names"];

    private static readonly string[] Facts = ["images", "classes", "data"];

    private readonly SourceMap _map;
    private readonly JsonElement _entry;
    private readonly string _pointer;

    private EarlierEntry(SourceMap map, JsonElement entry, string pointer) => (_map, _entry, _pointer) = (map, entry, pointer);

    /// <summary>Where it begins.</summary>
    public Position Place => _map.Find(_pointer);

    /// <summary>The first entry of a text that is for what an item is for; null where there is none.</summary>
    public static EarlierEntry? Of(YamlListHead item, string text, string file)
    {
        if (YamlReader.Read(text, file).ToArray() is not [YamlDocument.Readable { Root: var root, Source: var map }]
            || root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("exemptions"u8, out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var index = 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (Subject.All(key => Same(entry, key, item)))
            {
                return new EarlierEntry(map, entry, $"/exemptions/{index}");
            }

            index++;
        }

        return null;
    }

    /// <summary>What makes it say what an item says; null where that cannot be done by setting its reason and its day, and by nothing else.</summary>
    public IReadOnlyList<YamlChange>? Into(YamlListHead item, string text)
    {
        (string Key, string Value)[] values = [.. item.Item.Where(f => f.Key is "reason" or "until").Select(f => (f.Key, f.Values[0]))];
        var isToEnd = Array.Exists(values, v => v.Key is "until");
        if (!Facts.All(key => Same(_entry, key, item)) || (Values(_entry, "until").Count > 0 && !isToEnd))
        {
            return null;
        }

        var (changes, refused) = YamlEdit.Make(text, [new YamlEdit(_map, [.. values.Select(v => ($"{_pointer}/{v.Key}", v.Value))])]);
        return refused.Count > 0 ? null : changes;
    }

    private static bool Same(JsonElement entry, string key, YamlListHead item) =>
        Values(entry, key).SetEquals(item.Item.Where(field => string.Equals(field.Key, key, StringComparison.Ordinal)).SelectMany(field => field.Values));

    private static HashSet<string> Values(JsonElement entry, string key) => new(
        entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty(key, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(v => v.ToString())
            : value.ValueKind == JsonValueKind.Null ? []
            : [value.ToString()],
        StringComparer.OrdinalIgnoreCase);
}
