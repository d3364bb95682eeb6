using System.Globalization;
using System.Numerics;

namespace HomelabStorage.Policies.Manifests;

/// <summary>
/// Kubernetes quantities such as 5Gi, in their base unit, by the grammar of the API's own <c>resource.Quantity</c>: a signed number and a binary
/// suffix, a decimal one or an exponent. What is finer than a billionth is rounded away from zero, and what is larger than 2⁶³−1 counts as
/// that, as in the API; a decimal holds every amount in between exactly.
/// </summary>
public static class Quantity
{
    /// <summary>The largest amount there is.</summary>
    public const decimal Most = long.MaxValue;

    /// <summary>More digits than tell one billionth from the next below <see cref="Most"/>, whatever the suffix.</summary>
    private const int MostDigits = 80;

    private const int NanoPlaces = 9;

    /// <summary>The amount, or zero when the text is not a quantity.</summary>
    public static decimal Parse(string text) => TryRead(text, out var amount) ? amount : 0m;

    /// <summary>Writes a whole number of bytes, with the largest binary suffix that leaves no rest.</summary>
    public static string Format(decimal bytes)
    {
        var (amount, suffix) = (decimal.Ceiling(bytes), string.Empty);
        foreach (var larger in (ReadOnlySpan<string>)["Ki", "Mi", "Gi", "Ti"])
        {
            if (amount == 0 || amount % 1024 != 0)
            {
                break;
            }

            (amount, suffix) = (amount / 1024, larger);
        }

        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount:0}{suffix}");
    }

    /// <summary>Whether a text is a quantity, and the amount it stands for.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out decimal amount)
    {
        amount = 0m;
        var number = text is ['+' or '-', ..] ? text[1..] : text;
        var whole = Digits(number);
        var places = number[whole.Length..] is ['.', .. var behind] ? Digits(behind) : default;
        var dot = number.Length > whole.Length && number[whole.Length] == '.' ? 1 : 0;
        if (whole.Length + places.Length == 0 || QuantitySuffix.Read(number[(whole.Length + dot + places.Length)..]) is not { } suffix)
        {
            return false;
        }

        var size = places.IsEmpty && whole.Length <= 18 && suffix.Tens is >= 0 and <= 18
            ? Simple(decimal.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture), suffix)
            : Exact(whole, places, suffix);
        amount = text[0] == '-' ? -size : size;
        return true;
    }

    private static decimal Simple(decimal number, QuantitySuffix suffix)
    {
        var factor = (decimal)(1L << suffix.Twos) * (decimal)Math.Pow(10, suffix.Tens);
        return number > Most / factor ? Most : number * factor;
    }

    private static decimal Exact(ReadOnlySpan<char> whole, ReadOnlySpan<char> places, QuantitySuffix suffix)
    {
        var number = BigInteger.Zero;
        var (tens, taken, isMore) = (suffix.Tens - places.Length, 0, false);
        for (var i = 0; i < whole.Length + places.Length; i++)
        {
            var digit = (i < whole.Length ? whole[i] : places[i - whole.Length]) - '0';
            if (taken == MostDigits)
            {
                isMore |= digit > 0;
                tens++;
            }
            else if (taken > 0 || digit > 0)
            {
                number = (number * 10) + digit;
                taken++;
            }
        }

        // How long the number is with everything before the point written out.
        var length = taken + tens + (suffix.Twos * 0.30103);
        return taken == 0 ? 0m
            : length > 25 ? Most
            : length < -15 ? FromNanos(BigInteger.One)
            : FromNanos(Nanos(number << suffix.Twos, tens + NanoPlaces, isMore));
    }

    private static BigInteger Nanos(BigInteger number, int tens, bool isMore)
    {
        if (tens >= 0)
        {
            return number * BigInteger.Pow(10, tens);
        }

        var nanos = BigInteger.DivRem(number, BigInteger.Pow(10, -tens), out var rest);
        return rest.IsZero && !isMore ? nanos : nanos + 1;
    }

    private static decimal FromNanos(BigInteger nanos)
    {
        if (nanos > new BigInteger(Most) * BigInteger.Pow(10, NanoPlaces))
        {
            return Most;
        }

        Span<int> bits = stackalloc int[4];
        decimal.GetBits((decimal)nanos, bits);
        return new decimal(bits[0], bits[1], bits[2], isNegative: false, NanoPlaces);
    }

    private static ReadOnlySpan<char> Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? text[..end] : text;
}
