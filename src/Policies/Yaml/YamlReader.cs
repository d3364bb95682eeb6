using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Reads YAML as kubectl does: documents are split at lines that begin with "---", and each is read on its own,
/// so that one broken document hides no other. JSON is read the same way, being YAML.
/// </summary>
public static class YamlReader
{
    private const string NotClosed = "the bracket that opens here is not closed";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = NestingGuard.Deepest + 8 };

    /// <summary>Every document of a text that holds something.</summary>
    public static IEnumerable<YamlDocument> Read(string text, string file)
    {
        foreach (var (part, firstLine, _) in YamlDocuments.Split(text))
        {
            if (ReadDocument(part, file, firstLine) is { } document)
            {
                yield return document;
            }
        }
    }

    /// <summary>The value of a text's first document; null when it has none.</summary>
    internal static YamlValue? Tree(string text) => JsonComposer.Compose(text) ?? OfYaml(text);

    /// <summary>The same by the parser of YAML.</summary>
    internal static YamlValue? OfYaml(string text)
    {
        using var reader = new StringReader(text);
        var composer = new YamlComposer(new NestingGuard(new Parser(new Scanner(reader, skipComments: true))));
        try
        {
            return composer.Compose();
        }
        catch (YamlException missing) when (composer.Unclosed is { } open
            && missing.Start.Line > open.Start.Line
            && missing.Message.Contains("did not find expected", StringComparison.Ordinal))
        {
            throw new YamlException(open.Start, open.End, NotClosed, missing);
        }
        catch (Exception lost) when (lost is InvalidOperationException
            or ArgumentException
            or IndexOutOfRangeException
            or InvalidCastException
            or FormatException
            or OverflowException
            or NullReferenceException)
        {
            // The library's scanner loses its footing on some texts that are no YAML at all, and does not say where.
            throw composer.Unclosed is { } open
                ? new YamlException(open.Start, open.End, NotClosed, lost)
                : new YamlException(composer.Reached, composer.Reached, "what follows here is not YAML", lost);
        }
    }

    private static YamlDocument? ReadDocument(string text, string file, int firstLine)
    {
        try
        {
            return HoldsNothing(text) || Tree(text) is not { } root || root is YamlValue.Scalar { Text: "" }
                ? null
                : new YamlDocument.Readable(ToJson(root), new SourceMap(file, firstLine, text));
        }
        catch (YamlException broken)
        {
            var position = YamlComplaint.Place(broken, text, firstLine);
            return text.Contains("{{", StringComparison.Ordinal)
                ? new YamlDocument.Templated(file, position, text)
                : new YamlDocument.Broken(file, position, YamlComplaint.Of(broken), text);
        }
    }

    /// <summary>Whether there is no value in a document: it is empty, or has only comments and directives such as %YAML.</summary>
    private static bool HoldsNothing(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.TrimStart() is not ([] or ['#', ..]) && line is not ['%', ..])
            {
                return false;
            }
        }

        return true;
    }

    private static JsonElement ToJson(YamlValue root)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            new YamlToJson(writer).Write(root);
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
