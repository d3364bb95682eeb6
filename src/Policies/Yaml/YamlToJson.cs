using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HomelabStorage.Policies.Yaml;

/// <summary>Writes a YAML tree as the JSON that kubectl would send for it.</summary>
internal sealed class YamlToJson(Utf8JsonWriter writer)
{
    /// <summary>More than the largest object the API server takes (3 MiB) can hold; ends a text whose aliases multiply.</summary>
    private const int MostNodes = 2_000_000;

    private int _nodes;
    private int _depth;

    public void Write(YamlNode node)
    {
        _depth++;
        if (++_nodes > MostNodes || _depth > NestingGuard.Deepest + 2)
        {
            throw new YamlException(node.Start, node.End, "aliases expand to more than any Kubernetes object may hold");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Children)
                {
                    writer.WritePropertyName(Key(key));
                    Write(value);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Children)
                {
                    Write(item);
                }

                writer.WriteEndArray();
                break;
            default:
                YamlScalar.Write(writer, (YamlScalarNode)node);
                break;
        }

        _depth--;
    }

    private static string Key(YamlNode key) =>
        key is YamlScalarNode scalar ? scalar.Value ?? string.Empty : throw new YamlException(key.Start, key.End, "a key must be a plain word");
}
