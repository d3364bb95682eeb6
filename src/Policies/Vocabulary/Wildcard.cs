namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A name in which <c>*</c> stands for any run of characters.</summary>
public sealed record Wildcard(string Pattern)
{
    /// <summary>Whether there is a star in it.</summary>
    public bool IsPattern => Pattern.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a name fits.</summary>
    public bool Matches(string name) => Fits(Pattern, name);

    /// <summary>Whether a name may fit both this and another.</summary>
    public bool Meets(Wildcard other)
    {
        // A row for each character of this one: which lengths of the other some name fits together with what was taken of this one.
        var (mine, theirs) = (Pattern, other.Pattern);
        var fits = new bool[theirs.Length + 1];
        for (var i = 0; i <= mine.Length; i++)
        {
            var next = new bool[theirs.Length + 1];
            for (var j = 0; j <= theirs.Length; j++)
            {
                next[j] = (i == 0 && j == 0)
                    || (i > 0 && fits[j] && mine[i - 1] == '*')
                    || (j > 0 && next[j - 1] && theirs[j - 1] == '*')
                    || (i > 0 && j > 0 && ((fits[j - 1] && mine[i - 1] == theirs[j - 1])
                        || (next[j - 1] && mine[i - 1] == '*')
                        || (fits[j] && theirs[j - 1] == '*')));
            }

            fits = next;
        }

        return fits[^1];
    }

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
