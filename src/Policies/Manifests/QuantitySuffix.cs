using System.Globalization;
using System.Runtime.InteropServices;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What stands behind the number of a quantity: a power of two, or one of ten.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuantitySuffix(int Twos, int Tens)
{
    /// <summary>Far from anything that is not zero or the largest amount already.</summary>
    private const int FarthestExponent = 1_000_000_000;

    /// <summary>Reads a suffix or an exponent; null for any other text. K, which nobody defined, is none.</summary>
    public static QuantitySuffix? Read(ReadOnlySpan<char> text) => text switch
    {
        "" => new(0, 0),
        "Ki" => new(10, 0),
        "Mi" => new(20, 0),
        "Gi" => new(30, 0),
        "Ti" => new(40, 0),
        "Pi" => new(50, 0),
        "Ei" => new(60, 0),
        "n" => new(0, -9),
        "u" => new(0, -6),
        "m" => new(0, -3),
        "k" => new(0, 3),
        "M" => new(0, 6),
        "G" => new(0, 9),
        "T" => new(0, 12),
        "P" => new(0, 15),
        "E" => new(0, 18),
        ['e' or 'E', .. var exponent] when long.TryParse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var tens) =>
            new(0, (int)Math.Clamp(tens, -FarthestExponent, FarthestExponent)),
        _ => null,
    };
}
