using System.Text.Json;
using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>Writes a YAML tree as the JSON that kubectl would send for it.</summary>
internal sealed class YamlToJson(Utf8JsonWriter writer)
{
    /// <summary>More than the largest object the API server takes (3 MiB) can hold; ends a text whose aliases multiply.</summary>
    public const int MostNodes = 2_000_000;

    /// <summary>What is said of such a text.</summary>
    public const string TooMuch = "aliases expand to more than any Kubernetes object may hold";

    private int _nodes;
    private int _depth;

    public void Write(YamlValue value)
    {
        _depth++;
        if (++_nodes > MostNodes || _depth > NestingGuard.Deepest + 2)
        {
            throw new YamlException(value.Start, value.End, TooMuch);
        }

        switch (value)
        {
            case YamlValue.Mapping mapping:
                writer.WriteStartObject();
                foreach (var (key, entry) in mapping.Entries)
                {
                    writer.WritePropertyName(key);
                    Write(entry.Value);
                }

                writer.WriteEndObject();
                break;
            case YamlValue.Sequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(item);
                }

                writer.WriteEndArray();
                break;
            case YamlValue.Scalar scalar:
                YamlScalar.Write(writer, scalar);
                break;
        }

        _depth--;
    }
}
