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

    /// <summary>Whether a scalar is a number as JSON writes it: <c>-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?</c>.</summary>
    private static bool IsNumber(ReadOnlySpan<char> value)
    {
        var rest = value is ['-', ..] ? value[1..] : value;
        var whole = Digits(rest);
        if (whole == 0 || (whole > 1 && rest[0] == '0'))
        {
            return false;
        }

        rest = rest[whole..];
        if (rest is ['.', .. var places])
        {
            if (Digits(places) == 0)
            {
                return false;
            }

            rest = places[Digits(places)..];
        }

        if (rest is ['e' or 'E', .. var exponent])
        {
            exponent = exponent is ['+' or '-', ..] ? exponent[1..] : exponent;
            return Digits(exponent) is > 0 and var all && all == exponent.Length;
        }

        return rest.IsEmpty;
    }

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
