using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Reads YAML as kubectl does: documents are split at lines that begin with "---", and each is read on its own,
/// so that one broken document hides no other. JSON is read the same way, being YAML.
/// </summary>
public static class YamlReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = NestingGuard.Deepest + 8 };

    /// <summary>Every document of a text that holds something.</summary>
    public static IEnumerable<YamlDocument> Read(string text, string file)
    {
        foreach (var (part, firstLine) in YamlDocuments.Split(text))
        {
            if (ReadDocument(part, file, firstLine) is { } document)
            {
                yield return document;
            }
        }
    }

    internal static YamlNode Tree(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        IParser parser = new NestingGuard(new Parser(new Scanner(reader, skipComments: true)));
        stream.Load(text.Contains("<<:", StringComparison.Ordinal) ? new MergingParser(parser) : parser);
        return stream.Documents.Count == 0 ? new YamlScalarNode() : stream.Documents[0].RootNode;
    }

    private static YamlDocument? ReadDocument(string text, string file, int firstLine)
    {
        try
        {
            var root = Tree(text);
            return root is YamlScalarNode { Value: null or "" }
                ? null
                : new YamlDocument.Readable(ToJson(root), new SourceMap(file, firstLine, text));
        }
        catch (YamlException broken)
        {
            var position = YamlComplaint.Place(broken, text, firstLine);
            return text.Contains("{{", StringComparison.Ordinal)
                ? new YamlDocument.Templated(file, position)
                : new YamlDocument.Broken(file, position, YamlComplaint.Of(broken));
        }
        catch (Exception lost) when (lost is InvalidOperationException or ArgumentException or IndexOutOfRangeException or InvalidCastException)
        {
            // The library's scanner loses its footing on some texts that are no YAML at all, and does not say where.
            return new YamlDocument.Broken(file, new Position(firstLine, 1), "not YAML");
        }
    }

    private static JsonElement ToJson(YamlNode root)
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
