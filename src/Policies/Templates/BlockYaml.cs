using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HomelabStorage.Policies.Templates;

/// <summary>Writes a value as YAML in blocks, or as JSON: what stands beside it in a template goes on in the same block.</summary>
internal static class BlockYaml
{
    private static readonly string[] Words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"];

    /// <summary>The value as YAML, without a line end behind it.</summary>
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0, isInLine: false);
        return text.ToString().Trim('\n');
    }

    /// <summary>The value as JSON.</summary>
    public static string Json(object? value) => value switch
    {
        null => "null",
        string text => Quoted(text),
        List<object?> list => $"[{string.Join(',', list.Select(Json))}]",
        GoMap map => $"{{{string.Join(',', map.Select(e => $"{Quoted(e.Key)}:{Json(e.Value)}"))}}}",
        _ => GoValue.Text(value),
    };

    /// <summary>A text in the quotes of JSON.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static void Write(StringBuilder text, object? value, int indent, bool isInLine)
    {
        switch (value)
        {
            case GoMap { Count: > 0 } map:
                foreach (var (key, own) in map)
                {
                    Begin(text, indent, ref isInLine);
                    text.Append(Plain(key)).Append(':');
                    Below(text, own, own is GoMap ? indent + 2 : indent);
                }

                break;
            case List<object?> { Count: > 0 } list:
                foreach (var item in list)
                {
                    Begin(text, indent, ref isInLine);
                    text.Append("- ");
                    Write(text, item, indent + 2, isInLine: true);
                }

                break;
            default:
                text.Append(value switch { GoMap => "{}", List<object?> => "[]", _ => Scalar(value) }).Append('\n');
                break;
        }
    }

    private static void Begin(StringBuilder text, int indent, ref bool isInLine)
    {
        text.Append(' ', isInLine ? 0 : indent);
        isInLine = false;
    }

    private static void Below(StringBuilder text, object? value, int indent)
    {
        var isBlock = value is GoMap { Count: > 0 } or List<object?> { Count: > 0 };
        text.Append(isBlock ? '\n' : ' ');
        Write(text, value, indent, isInLine: false);
    }

    private static string Scalar(object? value) => value is null ? "null" : value is string text ? Plain(text) : GoValue.Text(value);

    /// <summary>A text as it is where YAML would read it as one, and in quotes otherwise.</summary>
    private static string Plain(string text) => text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_' or '.')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or '=' or '+' or '@')
        && !Words.Contains(text, StringComparer.OrdinalIgnoreCase)
        && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? text
            : Quoted(text);
}
