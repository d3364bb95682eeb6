using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// The keys of a settings file in YAML, JSON, XML, TOML or INI, sections and all (<c>database.type</c>), or of one with a word and its value in a line.
/// </summary>
internal static class SettingsText
{
    /// <summary>What stands for a section, which is there but is no value.</summary>
    private const string Section = "…";

    /// <summary>The keys and their values; null when the text cannot be read.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string name, string text)
    {
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return SettingsXml.Read(text, keys) ? keys : null;
        }

        if (!IsYaml(name))
        {
            Lines(text, keys);
            return keys;
        }

        foreach (var document in YamlReader.Read(text, name))
        {
            if (document is not YamlDocument.Readable readable)
            {
                return null;
            }

            Tree(readable.Root, string.Empty, keys);
        }

        return keys;
    }

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static void Tree(JsonElement node, string path, Dictionary<string, string> keys)
    {
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in node.EnumerateObject())
            {
                Tree(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}", keys);
            }
        }

        if (path.Length > 0)
        {
            keys.TryAdd(path, node.ValueKind switch
            {
                JsonValueKind.Object or JsonValueKind.Array => Section,
                JsonValueKind.Null => string.Empty,
                JsonValueKind.String => node.GetString()!,
                _ => node.GetRawText(),
            });
        }
    }

    private static void Lines(string text, Dictionary<string, string> keys)
    {
        var section = string.Empty;
        foreach (var written in text.Split('\n'))
        {
            var line = written.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                section = line.Trim('[', ']', ' ') + ".";
                keys.TryAdd(section[..^1], Section);
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                keys[section + line[..equals].Trim()] = Value(line[(equals + 1)..].Trim());
            }
            else if (line.IndexOfAny([' ', '\t']) is > 0 and var blank)
            {
                keys.TryAdd(section + line[..blank], Value(line[blank..].Trim()));
            }
        }
    }

    /// <summary>A value without quotes, and without the comment behind it.</summary>
    private static string Value(string written)
    {
        if (written is ['"' or '\'', ..] && written.IndexOf(written[0], 1) is > 0 and var end)
        {
            return written[1..end];
        }

        return written.IndexOf(" #", StringComparison.Ordinal) is > 0 and var comment ? written[..comment].TrimEnd() : written;
    }
}
