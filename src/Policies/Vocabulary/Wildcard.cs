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
        // Going back to the last star only is enough, and keeps a name of any length from being tried in every combination.
        var (at, star, taken) = (0, -1, 0);
        for (var i = 0; i < name.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, taken) = (at++, i);
            }
            else if (at < pattern.Length && pattern[at] == name[i])
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                i = ++taken;
            }
            else
            {
                return false;
            }
        }

        return !pattern[at..].ContainsAnyExcept('*');
    }
}
