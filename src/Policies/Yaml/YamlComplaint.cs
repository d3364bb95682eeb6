using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>What a YAML error says to its reader, without the library's own positions and type names.</summary>
internal static class YamlComplaint
{
    /// <summary>Where it is: of a tab the library says where the mapping began that the tab is in.</summary>
    public static Position Place(YamlException error, string text, int firstLine)
    {
        if (IsTab(error))
        {
            var number = 0;
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                number++;
                if (number >= error.Start.Line && line.TrimStart(' ') is ['\t', ..] rest)
                {
                    return new Position(firstLine + number - 1, line.Length - rest.Length + 1);
                }
            }
        }

        return SourceMap.At(error.Start, firstLine);
    }

    public static string Of(YamlException error)
    {
        if (IsTab(error))
        {
            return "a tab indents this line: write spaces";
        }

        var message = error.Message;
        var colon = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        var text = (colon < 0 ? message : message[(colon + 3)..]).ReplaceLineEndings(" ").TrimEnd('.');
        return text.Length == 0 ? "not YAML" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static bool IsTab(YamlException error) => error.Message.Contains("invalid tab", StringComparison.Ordinal);
}
