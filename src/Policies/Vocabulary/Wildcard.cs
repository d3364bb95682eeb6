namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A name in which <c>*</c> stands for any run of characters.</summary>
public sealed record Wildcard(string Pattern)
{
    /// <summary>Whether there is a star in it.</summary>
    public bool IsPattern => Pattern.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a name fits.</summary>
    public bool Matches(string name) => Fits(Pattern, name);

    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        var rest = pattern[(star + 1)..];
        for (var start = star; start <= name.Length; start++)
        {
            if (Fits(rest, name[start..]))
            {
                return true;
            }
        }

        return false;
    }
}
