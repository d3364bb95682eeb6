using System.Text;
using System.Text.Json;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>
/// The JSON Schema of policy files. Made by letting the reader of policy files read nothing and noting what it asks for,
/// so that schema and reader cannot say different things.
/// </summary>
public static class PolicySchema
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The schema as text.</summary>
    public static string Text()
    {
        var shape = SectionShape.Of(PolicySection.Read);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, "https://json-schema.org/draft/2020-12/schema"u8);
            json.WriteString("$id"u8, "https://homelab-storage.io/schemas/policy.schema.json"u8);
            json.WriteString("title"u8, "HomelabStorage policy"u8);
            WriteObject(shape, json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteObject(SectionShape shape, Utf8JsonWriter json)
    {
        json.WriteString("type"u8, "object"u8);
        json.WriteBoolean("additionalProperties"u8, false);
        json.WriteStartObject("properties"u8);
        foreach (var key in shape.Keys)
        {
            json.WriteStartObject(key.Name);
            WriteKey(key, json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteKey(ShapeKey key, Utf8JsonWriter json)
    {
        switch (key.Kind)
        {
            case ShapeKind.Section:
                WriteObject(key.Below!, json);
                break;
            case ShapeKind.Sections:
                json.WriteString("type"u8, "array"u8);
                json.WriteStartObject("items"u8);
                WriteObject(key.Below!, json);
                json.WriteEndObject();
                break;
            case ShapeKind.Texts:
                json.WriteStartArray("type"u8);
                json.WriteStringValue("array"u8);
                json.WriteStringValue("string"u8);
                json.WriteEndArray();
                json.WriteStartObject("items"u8);
                WriteWords(key.Name, json);
                json.WriteEndObject();
                break;
            case ShapeKind.Text:
                WriteWords(key.Name, json);
                break;
            default:
                json.WriteString("type"u8, key.Kind == ShapeKind.Flag ? "boolean"u8 : "integer"u8);
                break;
        }
    }

    private static void WriteWords(string key, Utf8JsonWriter json)
    {
        var words = key switch
        {
            "criticality" or "usualCriticality" => Words.Criticalities.Spellings,
            "data" or "otherwise" or "also" => Words.DataKinds.Spellings,
            "protocol" or "never" or "avoid" => Words.Protocols.Spellings,
            "where" => Words.Whereabouts.Spellings,
            "locks" => Words.Locks.Spellings,
            "engine" => Words.Engines.Spellings,
            "strategy" => Words.Strategies.Spellings,
            "backup" => Words.Copying.Spellings,
            "emit" => ShippedCatalog.Index.RunnerNames,
            "action" => Words.Actions.Spellings,
            "accessModes" or "blockAccessModes" => Words.AccessModes.Spellings,
            "rule" => [.. RuleCatalog.All.Select(r => r.Info.Id)],
            "confidence" => ["high", "medium", "low"],
            _ => (IReadOnlyList<string>)[],
        };
        if (words.Count == 0)
        {
            json.WriteStartArray("type"u8);
            json.WriteStringValue("string"u8);
            json.WriteStringValue("number"u8);
            json.WriteStringValue("boolean"u8);
            json.WriteEndArray();
            return;
        }

        json.WriteStartArray("enum"u8);
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }
}
