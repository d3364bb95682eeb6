using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HomelabStorage.Audit.Cases;

/// <summary>JSON as YAML that a person likes to read: one line a value, texts with spaces in quotes.</summary>
public static class YamlText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object as a block of lines.</summary>
    public static string Of(JsonObject node)
    {
        var text = new StringBuilder();
        Members(text, node, indent: 0);
        return text.ToString();
    }

    private static void Members(StringBuilder text, JsonObject node, int indent)
    {
        var isFirst = true;
        foreach (var (name, value) in node)
        {
            // The first member stands behind the dash of its item.
            text.Append(' ', isFirst && text.Length > 0 && text[^1] is ' ' ? 0 : indent).Append(name).Append(':');
            isFirst = false;
            Value(text, value, indent + 2);
        }
    }

    private static void Value(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } node:
                text.Append('\n');
                Members(text, node, indent);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (var item in items)
                {
                    Item(text, item, indent);
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static void Item(StringBuilder text, JsonNode? item, int indent)
    {
        text.Append(' ', indent).Append("- ");
        if (item is JsonObject { Count: > 0 } node)
        {
            Members(text, node, indent + 2);
        }
        else
        {
            text.Append(Scalar(item)).Append('\n');
        }
    }

    private static string Scalar(JsonNode? value) =>
        value?.GetValueKind() is JsonValueKind.String
            && (string)value! is { Length: > 0 } text
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/')
            && char.IsAsciiLetter(text[0])
            && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off")
            ? text
            : value?.ToJsonString(Readable) ?? "null";
}
