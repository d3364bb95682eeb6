using System.Globalization;
using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// What Flux makes of a value by what stands behind the name of its variable, as its envsubst does: <c>${name:0:3}</c>, <c>${name%suffix}</c>.
/// </summary>
internal static class SubstitutionFunction
{
    /// <summary>Nobody takes a longer value apart.</summary>
    private const int Longest = 4096;

    /// <summary>The value by a function; null where the function fails, so that nothing is applied.</summary>
    public static string? Of(string function, string value, IReadOnlyList<string> told) => function switch
    {
        "" => value,
        "length" => Encoding.UTF8.GetByteCount(value).ToString(CultureInfo.InvariantCulture),
        "," => First(value, char.ToLowerInvariant),
        ",," => value.ToLowerInvariant(),
        "^" => First(value, char.ToUpperInvariant),
        "^^" => value.ToUpperInvariant(),
        ":" => Part(value, told),
        "#" or "##" or "%" or "%%" when value.Length > Longest => null,
        "#" or "##" => SubstitutionPattern.WithoutBeginning(value, told[0], function.Length == 2),
        "%" or "%%" => SubstitutionPattern.WithoutEnd(value, told[0], function.Length == 2),
        "/#" => told.Count == 2 && value.StartsWith(told[0], StringComparison.Ordinal) ? told[1] + value[told[0].Length..] : value,
        "/%" => told.Count == 2 && value.EndsWith(told[0], StringComparison.Ordinal) ? value[..^told[0].Length] + told[1] : value,
        "/" => Replaced(value, told, isAll: false),
        "//" => Replaced(value, told, isAll: true),

        // All others give what is told where there is no value: `:+` does too, unlike in a shell.
        _ => value.Length > 0 ? value : string.Concat(told),
    };

    private static string First(string value, Func<char, char> change) => value.Length == 0 ? value : change(value[0]) + value[1..];

    private static string Replaced(string value, IReadOnlyList<string> told, bool isAll)
    {
        var other = told.Count > 1 ? told[1] : string.Empty;
        if (told[0].Length == 0)
        {
            return isAll ? value : other + value;
        }

        var at = value.IndexOf(told[0], StringComparison.Ordinal);
        return at < 0 ? value
            : isAll ? value.Replace(told[0], other, StringComparison.Ordinal)
            : $"{value[..at]}{other}{value[(at + told[0].Length)..]}";
    }

    /// <summary>Bytes from a position, counted from behind where it is negative. What is not a number changes nothing.</summary>
    private static string? Part(string value, IReadOnlyList<string> told)
    {
        if (!Number(told[0], out var from) || (told.Count > 1 && !Number(told[1], out _)))
        {
            return value;
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        from = from < 0 ? Math.Max(0, bytes.Length + from) : from;
        if (told.Count == 1 || (Number(told[1], out var length) && length >= bytes.Length - from))
        {
            return from < bytes.Length ? Encoding.UTF8.GetString(bytes.AsSpan((int)from)) : string.Empty;
        }

        return length < 0 ? null : Encoding.UTF8.GetString(bytes.AsSpan((int)from, (int)length));
    }

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
