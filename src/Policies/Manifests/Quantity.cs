using System.Globalization;

namespace HomelabStorage.Policies.Manifests;

/// <summary>Kubernetes quantities such as 5Gi, in their base unit.</summary>
public static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m), ("Pi", 1125899906842624m), ("Ei", 1152921504606846976m),
        ("m", 0.001m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    /// <summary>The amount in base units, or zero when the text is no quantity or one that no disk has.</summary>
    public static decimal Parse(string text)
    {
        var factor = 1m;
        var number = text.AsSpan().Trim();
        foreach (var (suffix, value) in Suffixes)
        {
            if (number.EndsWith(suffix, StringComparison.Ordinal))
            {
                factor = value;
                number = number[..^suffix.Length];
                break;
            }
        }

        // 10^28 is near the end of what a decimal holds, and a thousand times the largest quantity Kubernetes takes.
        return decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) <= 1e28m / factor ? amount * factor : 0m;
    }
}
