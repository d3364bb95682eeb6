using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>What a YAML error says to its reader, without the library's own positions and type names.</summary>
internal static class YamlComplaint
{
    public static string Of(YamlException error)
    {
        var message = (error.InnerException as YamlException)?.Message ?? error.Message;
        var colon = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        var text = (colon < 0 ? message : message[(colon + 3)..]).ReplaceLineEndings(" ").TrimEnd('.');
        return text.Length == 0 ? "not YAML" : char.ToLowerInvariant(text[0]) + text[1..];
    }
}
