using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HomelabStorage.Cluster.Connection;

/// <summary>The JSON of a request.</summary>
internal static class Body
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object.</summary>
    public static ReadOnlyMemory<byte> Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>An array, such as a JSON Patch.</summary>
    public static ReadOnlyMemory<byte> List(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>One operation of a JSON Patch.</summary>
    public static void WriteOperation(this Utf8JsonWriter json, string op, string path, Action value)
    {
        json.WriteStartObject();
        json.WriteString("op"u8, op);
        json.WriteString("path"u8, path);
        json.WritePropertyName("value"u8);
        value();
        json.WriteEndObject();
    }

    /// <summary>One operation of a JSON Patch about a text.</summary>
    public static void WriteOperation(this Utf8JsonWriter json, string op, string path, string value) =>
        json.WriteOperation(op, path, () => json.WriteStringValue(value));

    /// <summary>What every object begins with.</summary>
    public static void WriteKind(this Utf8JsonWriter json, string apiVersion, string kind)
    {
        json.WriteString("apiVersion"u8, apiVersion);
        json.WriteString("kind"u8, kind);
    }

    /// <summary>A field of an object in an object; undefined when anything on the way is missing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <summary>A text in an object; empty when it is missing or something else.</summary>
    public static string TextAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;
}
