using System.Globalization;

namespace HomelabStorage.Policies.Manifests;

/// <summary>The names of the claims that a controller makes of one template, which differ in a number.</summary>
/// <param name="Prefix">What stands before the number.</param>
/// <param name="Suffix">What stands behind it.</param>
public sealed record ClaimSeries(string Prefix, string Suffix = "")
{
    /// <summary>Stands for the number. No name of an object holds one.</summary>
    private const string Any = "*";

    /// <summary>The claims of a pod's own volume are no series.</summary>
    public static ClaimSeries None { get; } = new(string.Empty);

    /// <summary>The series as a key: the same for all of its claims.</summary>
    public string Key { get; } = Prefix + Any + Suffix;

    /// <summary>The claim of a number.</summary>
    public string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}{Suffix}");

    /// <summary>The number of a claim of the series.</summary>
    public bool TryNumber(string claim, out int number)
    {
        number = 0;
        return claim.Length > Prefix.Length + Suffix.Length
            && claim.StartsWith(Prefix, StringComparison.Ordinal)
            && claim.EndsWith(Suffix, StringComparison.Ordinal)
            && TryRead(claim.AsSpan(Prefix.Length, claim.Length - Prefix.Length - Suffix.Length), out number);
    }

    /// <summary>The keys of every series that a claim may belong to: any part of its name that is a number may be it.</summary>
    public static IEnumerable<string> KeysOf(string claim)
    {
        for (var start = claim.IndexOf('-', StringComparison.Ordinal) + 1; start > 0; start = claim.IndexOf('-', start) + 1)
        {
            var end = start;
            while (end < claim.Length && char.IsAsciiDigit(claim[end]))
            {
                end++;
            }

            if ((end == claim.Length || claim[end] == '-') && TryRead(claim.AsSpan(start, end - start), out _))
            {
                yield return string.Concat(claim.AsSpan(0, start), Any, claim.AsSpan(end));
            }
        }
    }

    /// <summary>Whether a part of a name is a number as controllers write it: without a sign, without zeros before it, no larger than they count.</summary>
    private static bool TryRead(ReadOnlySpan<char> part, out int number) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (part.Length == 1 || part[0] != '0');
}
