using System.Text.Json;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A message of SARIF, in which brackets before parentheses are a link.</summary>
internal static class SarifText
{
    public static void Write(ReadOnlySpan<byte> name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, WithoutLinks(text));
        json.WriteEndObject();
    }

    /// <summary>A text in which nothing is a link.</summary>
    public static string WithoutLinks(string text) => text.Replace("](", "] (", StringComparison.Ordinal);
}
