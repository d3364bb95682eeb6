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

    /// <summary>The value of a text's first document; null when it has none, or a key is there twice.</summary>
    internal static YamlValue? Tree(string text) => Composed(text) is (var root, null) ? root : null;

    /// <summary>The same, with the last value of a key that is there twice.</summary>
    internal static YamlValue? Last(string text) => Composed(text).Root;

    private static (YamlValue? Root, YamlException? Repeated) Composed(string text) => JsonComposer.Compose(text) is { } root ? (root, null) : OfYaml(text);

    private static (YamlValue? Root, YamlException? Repeated) OfYaml(string text)
    {
        using var reader = new StringReader(text);
        var composer = new YamlComposer(new NestingGuard(new Parser(new Scanner(reader, skipComments: true))));
        try
        {
            return (composer.Compose(), composer.Repeated);
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
            if (HoldsNothing(text) || Composed(text) is not ({ } root, var repeated) || root is YamlValue.Scalar { Text: "" })
            {
                return null;
            }

            var readable = new YamlDocument.Readable(ToJson(root), new SourceMap(file, firstLine, text));
            return repeated is null ? readable : Wrong(repeated, text, file, firstLine, readable);
        }
        catch (YamlException broken)
        {
            return Wrong(broken, text, file, firstLine, last: null);
        }
    }

    private static YamlDocument Wrong(YamlException error, string text, string file, int firstLine, YamlDocument.Readable? last)
    {
        var position = YamlComplaint.Place(error, text, firstLine);
        return text.Contains("{{", StringComparison.Ordinal)
            ? new YamlDocument.Templated(file, position, text)
            : new YamlDocument.Broken(file, position, YamlComplaint.Of(error), text) { Last = last };
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
