using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HomelabStorage.Audit.Formats;

/// <summary>A report for programs.</summary>
internal static class JsonFormat
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static void Write(Action<Utf8JsonWriter> report, Terminal terminal)
    {
        terminal.Output.Write(Text(report));
        terminal.Output.Write('\n');
    }

    /// <summary>The report as a text, as a person likes to read it.</summary>
    public static string Text(Action<Utf8JsonWriter> report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            report(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
