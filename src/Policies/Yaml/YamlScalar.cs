using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HomelabStorage.Policies.Yaml;

/// <summary>The types of plain YAML scalars as Kubernetes' own YAML reader sees them: YAML 1.1, where yes and on are booleans.</summary>
internal static partial class YamlScalar
{
    public static void Write(Utf8JsonWriter writer, YamlScalarNode scalar)
    {
        var value = scalar.Value ?? string.Empty;
        if (scalar.Style is not ScalarStyle.Plain || (!scalar.Tag.IsEmpty && string.Equals(scalar.Tag.Value, "tag:yaml.org,2002:str", StringComparison.Ordinal)))
        {
            writer.WriteStringValue(value);
            return;
        }

        switch (value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                break;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N":
                writer.WriteBooleanValue(false);
                break;
            default:
                if (IsNumber(value))
                {
                    writer.WriteRawValue(value, skipInputValidation: true);
                }
                else
                {
                    writer.WriteStringValue(value);
                }

                break;
        }
    }

    private static bool IsNumber(string value) => (char.IsAsciiDigit(value[0]) || value[0] == '-') && JsonNumber().IsMatch(value);

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonNumber();
}
