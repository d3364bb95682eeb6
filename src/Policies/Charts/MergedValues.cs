using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>Puts sets of values together as Helm does: maps are merged, everything else is replaced, and null takes a key away.</summary>
internal static class MergedValues
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}"u8);

    /// <summary>All of them in one; the last counts.</summary>
    public static JsonElement Of(IReadOnlyList<JsonElement> values)
    {
        if (values.Count < 2)
        {
            return values.Count == 0 ? Nothing : values[0];
        }

        var merged = new JsonObject();
        foreach (var value in values)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                Merge(merged, JsonObject.Create(value)!);
            }
        }

        return ToElement(merged);
    }

    /// <summary>A map with another's entries laid over it, each as a whole.</summary>
    public static JsonElement Overwritten(JsonElement map, JsonElement over)
    {
        var result = JsonObject.Create(map)!;
        foreach (var entry in over.EnumerateObject())
        {
            result[entry.Name] = JsonNode.Parse(entry.Value.GetRawText());
        }

        return ToElement(result);
    }

    /// <summary>A map without the entries that a test names.</summary>
    public static JsonElement Without(JsonElement map, Func<string, bool> isLeftOut)
    {
        var kept = JsonObject.Create(map)!;
        foreach (var name in map.EnumerateObject().Select(p => p.Name).Where(isLeftOut).ToArray())
        {
            kept.Remove(name);
        }

        return ToElement(kept);
    }

    /// <summary>Whether a text of YAML holds a set of values.</summary>
    public static bool IsReadable(string yaml) =>
        YamlReader.Read(yaml, string.Empty).FirstOrDefault() is YamlDocument.Readable { Root.ValueKind: JsonValueKind.Object };

    /// <summary>The value of a text of YAML; an empty set where it has none.</summary>
    public static JsonElement OfText(string yaml) =>
        YamlReader.Read(yaml, string.Empty).FirstOrDefault() is YamlDocument.Readable { Root: { ValueKind: JsonValueKind.Object } root } ? root : Nothing;

    /// <summary>A set with one value at a path, typed as YAML types it.</summary>
    public static JsonElement OfPath(string path, string value)
    {
        var keys = path.Replace("\\.", "\n", StringComparison.Ordinal).Split('.').Select(k => k.Replace('\n', '.')).ToArray();
        var root = new JsonObject();
        var at = root;
        foreach (var key in keys[..^1])
        {
            var below = new JsonObject();
            at[key] = below;
            at = below;
        }

        at[keys[^1]] = value switch
        {
            "true" => true,
            "false" => false,
            _ when long.TryParse(
                value,
                System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number) =>
                number,
            _ => value,
        };
        return ToElement(root);
    }

    /// <summary>A node as the reader sees it.</summary>
    public static JsonElement ToElement(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            node.WriteTo(writer);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = 512 });
        return JsonElement.ParseValue(ref reader);
    }

    private static void Merge(JsonObject into, JsonObject over)
    {
        foreach (var (key, value) in over)
        {
            if (value is null)
            {
                into.Remove(key);
            }
            else if (value is JsonObject map && into[key] is JsonObject known)
            {
                Merge(known, map);
            }
            else
            {
                into[key] = value.DeepClone();
            }
        }
    }
}
