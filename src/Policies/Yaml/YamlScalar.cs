using System.Text.Json;

namespace HomelabStorage.Policies.Yaml;

/// <summary>The types of plain YAML scalars as Kubernetes' own YAML reader sees them: YAML 1.1, where yes and on are booleans.</summary>
internal static class YamlScalar
{
    public static void Write(Utf8JsonWriter writer, YamlValue.Scalar scalar)
    {
        var value = scalar.Text;
        if (scalar.IsText)
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
                if (YamlNumber.ToJson(value) is { } number)
                {
                    writer.WriteRawValue(number, skipInputValidation: true);
                }
                else
                {
                    writer.WriteStringValue(value);
                }

                break;
        }
    }
}
