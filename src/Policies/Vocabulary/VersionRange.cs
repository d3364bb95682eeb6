using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A range of versions, written as <c>&gt;=18</c>, <c>&lt;18</c> or both with a space between.</summary>
public sealed record VersionRange
{
    private static readonly string[] Prefixes = ["version-", "release-", "v", "pg"];

    private readonly long _from;
    private readonly long _below;

    private VersionRange(long from, long below) => (_from, _below) = (from, below);

    /// <summary>The range a text spells; null when it spells none.</summary>
    public static VersionRange? Read(string text)
    {
        var (from, below) = (0L, long.MaxValue);
        foreach (var bound in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (bound.StartsWith(">=", StringComparison.Ordinal) && Number(bound[2..]) is { } least)
            {
                from = least;
            }
            else if (bound.StartsWith('<') && Number(bound[1..]) is { } most)
            {
                below = most;
            }
            else
            {
                return null;
            }
        }

        return (from, below) is (0L, long.MaxValue) ? null : new VersionRange(from, below);
    }

    /// <summary>Whether the version that an image's tag begins with may be in the range. A tag that tells no version may be any.</summary>
    public bool MayHold(string tag) => Number(tag) is not { } version || (version >= _from && version < _below);

    /// <summary>Whether a tag tells a version, to its third number, that is in the range.</summary>
    public bool Holds(string tag) => tag.AsSpan().Count('.') >= 2 && Number(tag) is { } version && version >= _from && version < _below;

    /// <summary>The first three numbers of a version as one; null when a text does not begin with a version. A long number is a date or a build.</summary>
    private static long? Number(string text)
    {
        var rest = text.AsSpan();
        foreach (var prefix in Prefixes)
        {
            rest = rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? rest[prefix.Length..] : rest;
        }

        var number = 0L;
        for (var part = 0; part < 3; part++)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length;
            if (digits is 0 or > 5)
            {
                return part == 0 ? null : number * Scale(3 - part);
            }

            number = (number * 100_000) + long.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[digits..];
            if (rest is not ['.', .. var next])
            {
                return number * Scale(2 - part);
            }

            rest = next;
        }

        return number;
    }

    private static long Scale(int parts) => parts switch { 3 => 1_000_000_000_000_000, 2 => 10_000_000_000, 1 => 100_000, _ => 1 };
}
