using System.Text;
using System.Text.Json;

namespace HomelabStorage.Policies.Sections;

/// <summary>
/// The JSON Schema of a file of ours. Made by letting the reader of such files read nothing and noting what it asks for, so that schema and reader cannot
/// say different things.
/// </summary>
public static class SectionSchema
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The schema as text.</summary>
    /// <param name="name">What the file is called in the address of the schema.</param>
    /// <param name="title">What it is.</param>
    /// <param name="shape">The keys it may have.</param>
    /// <param name="words">The words that a key may have; none where it may have any.</param>
    public static string Text(string name, string title, SectionShape shape, Func<string, IReadOnlyList<string>> words)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema"u8, "http://json-schema.org/draft-07/schema#"u8);
            json.WriteString("$id"u8, $"https://homelab-storage.io/schemas/{name}.schema.json");
            json.WriteString("title"u8, title);
            WriteObject(shape, words, json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteObject(SectionShape shape, Func<string, IReadOnlyList<string>> words, Utf8JsonWriter json)
    {
        json.WriteString("type"u8, "object"u8);
        json.WriteBoolean("additionalProperties"u8, false);
        json.WriteStartObject("properties"u8);
        foreach (var key in shape.Keys)
        {
            json.WriteStartObject(key.Name);
            WriteKey(key, words, json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteKey(ShapeKey key, Func<string, IReadOnlyList<string>> words, Utf8JsonWriter json)
    {
        switch (key.Kind)
        {
            case ShapeKind.Section:
                WriteObject(key.Below!, words, json);
                break;
            case ShapeKind.Sections:
                json.WriteString("type"u8, "array"u8);
                json.WriteStartObject("items"u8);
                WriteObject(key.Below!, words, json);
                json.WriteEndObject();
                break;
            case ShapeKind.Texts:
                json.WriteStartArray("type"u8);
                json.WriteStringValue("array"u8);
                json.WriteStringValue("string"u8);
                json.WriteEndArray();
                json.WriteStartObject("items"u8);
                WriteWords(words(key.Name), json);
                json.WriteEndObject();
                break;
            case ShapeKind.Text:
                WriteWords(words(key.Name), json);
                break;
            default:
                json.WriteString("type"u8, key.Kind == ShapeKind.Flag ? "boolean"u8 : "integer"u8);
                break;
        }
    }

    private static void WriteWords(IReadOnlyList<string> words, Utf8JsonWriter json)
    {
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
