using System.Globalization;
using System.Numerics;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Plain YAML scalars that kubectl sends as numbers, by the rules of the library it reads YAML with (go-yaml 2, resolve.go): integers in base 2, 8, 10
/// and 16, an octal also with a mere 0 in front, floats with or without digits beside the point, and _ anywhere behind the first character.
/// </summary>
internal static class YamlNumber
{
    /// <summary>The number as JSON writes it; null when the scalar is not a number.</summary>
    public static string? ToJson(string scalar)
    {
        if (scalar is not [>= '0' and <= '9' or '+' or '-' or '.', ..])
        {
            return null;
        }

        var plain = scalar[0] is not '.' && scalar.Contains('_', StringComparison.Ordinal)
            ? scalar.Replace("_", string.Empty, StringComparison.Ordinal)
            : scalar;
        return WhatJsonWrites(plain) ?? Whole(plain) ?? Float(plain);
    }

    /// <summary>A decimal number that is JSON as it stands, <c>-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?</c>, and not out of range.</summary>
    private static string? WhatJsonWrites(string number)
    {
        var rest = number is ['-', ..] ? number.AsSpan(1) : number;
        var whole = Digits(rest);
        if (whole == 0 || (whole > 1 && rest[0] == '0'))
        {
            return null;
        }

        rest = rest[whole..];
        if (rest is ['.', .. var places])
        {
            if (Digits(places) == 0)
            {
                return null;
            }

            rest = places[Digits(places)..];
        }

        return rest.IsEmpty ? number : rest is ['e' or 'E', .. var exponent] && IsExponent(exponent) && IsFinite(number) ? number : null;
    }

    private static string? Whole(string number)
    {
        var digits = number is ['+' or '-', ..] ? number.AsSpan(1) : number;
        BigInteger? size = digits switch
        {
            ['0', 'x' or 'X', .. var hex] when IsMadeOf(hex, "0123456789abcdefABCDEF") =>
                BigInteger.Parse($"0{hex}", NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            ['0', 'b' or 'B', .. var bits] when IsMadeOf(bits, "01") => BigInteger.Parse($"0{bits}", NumberStyles.BinaryNumber, CultureInfo.InvariantCulture),
            ['0', 'o' or 'O', .. var octal] when IsMadeOf(octal, "01234567") => Octal(octal),
            ['0', .. var octal] when IsMadeOf(octal, "01234567") => Octal(octal),
            _ when IsMadeOf(digits, "0123456789") && digits[0] is not '0' => BigInteger.Parse(digits, CultureInfo.InvariantCulture),
            _ => null,
        };
        return size is not { } value ? null
            : number[0] is '-' && value <= -(BigInteger)long.MinValue ? (-value).ToString(CultureInfo.InvariantCulture)
            : value <= (number[0] is '+' ? long.MaxValue : ulong.MaxValue) ? value.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>A float of YAML, <c>[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?</c>.</summary>
    private static string? Float(string number)
    {
        var rest = number is ['+' or '-', ..] ? number.AsSpan(1) : number;
        var whole = Digits(rest);
        rest = rest[whole..];
        if (rest is ['.', .. var places])
        {
            whole += Digits(places);
            rest = places[Digits(places)..];
        }

        return whole > 0 && (rest.IsEmpty || (rest is ['e' or 'E', .. var exponent] && IsExponent(exponent))) && IsFinite(number)
            ? double.Parse(number, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private static bool IsFinite(string number) => double.IsFinite(double.Parse(number, CultureInfo.InvariantCulture));

    private static BigInteger Octal(ReadOnlySpan<char> digits)
    {
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            value = (value * 8) + (digit - '0');
        }

        return value;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return Digits(digits) is > 0 and var all && all == digits.Length;
    }

    private static bool IsMadeOf(ReadOnlySpan<char> text, ReadOnlySpan<char> digits) => !text.IsEmpty && !text.ContainsAnyExcept(digits);

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
}
