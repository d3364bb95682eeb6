using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HomelabStorage.Audit.Formats;

/// <summary>A report for programs.</summary>
internal static class JsonFormat
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static void Write(Action<Utf8JsonWriter> report, Terminal terminal) => Write(report, terminal.Output.Write);

    /// <summary>Writes the report line by line, so that it is never in memory as a whole.</summary>
    public static void Write(Action<Utf8JsonWriter> report, Action<string> write)
    {
        var lines = new JsonLines(write);
        using (var json = new Utf8JsonWriter(lines, Options))
        {
            report(json);
        }

        lines.End();
    }

    /// <summary>The report as a text.</summary>
    public static string Text(Action<Utf8JsonWriter> report)
    {
        var text = new StringBuilder();
        Write(report, lines => text.Append(lines));
        return text.ToString();
    }
}
