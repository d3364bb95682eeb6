using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The patterns of Flux's <c>${name#pattern}</c> and its like: a star stands for any text, slashes too, and <c>[a-z]</c> for one letter.</summary>
internal static class SubstitutionPattern
{
    /// <summary>A value without its shortest, or its longest, beginning that a pattern fits. An empty beginning is none.</summary>
    public static string WithoutBeginning(string value, string pattern, bool isLongest)
    {
        if (!IsSound(pattern))
        {
            return value;
        }

        for (var i = 1; i <= value.Length; i++)
        {
            var length = isLongest ? value.Length + 1 - i : i;
            if (Fits(pattern, value.AsSpan(0, length)))
            {
                return value[length..];
            }
        }

        return value;
    }

    /// <summary>A value without such an end, which is looked for from behind, in the pattern too.</summary>
    public static string WithoutEnd(string value, string pattern, bool isLongest) => Reversed(WithoutBeginning(Reversed(value), Reversed(pattern), isLongest));

    private static string Reversed(string text)
    {
        var reversed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Reverse())
        {
            reversed.Append(rune.ToString());
        }

        return reversed.ToString();
    }

    /// <summary>Whether every bracket of a pattern is closed and holds something, and nothing ends in a backslash.</summary>
    private static bool IsSound(string pattern)
    {
        for (var at = 0; at < pattern.Length;)
        {
            var next = Behind(pattern, at);
            if (next < 0)
            {
                return false;
            }

            at = next;
        }

        return true;
    }

    /// <summary>Whether a pattern fits a text as a whole. Going back to the last star only is enough.</summary>
    private static bool Fits(string pattern, ReadOnlySpan<char> text)
    {
        var (at, star, taken) = (0, -1, 0);
        for (var i = 0; i < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, taken) = (++at, i);
            }
            else if (at < pattern.Length && FitsOne(pattern, at, text[i]))
            {
                at = Behind(pattern, at);
                i++;
            }
            else if (star >= 0)
            {
                at = star;
                i = ++taken;
            }
            else
            {
                return false;
            }
        }

        return !pattern.AsSpan(at).ContainsAnyExcept('*');
    }

    private static bool FitsOne(string pattern, int at, char letter) => pattern[at] switch
    {
        '?' => true,
        '\\' => pattern[at + 1] == letter,
        '[' => FitsClass(pattern.AsSpan(at + 1, Behind(pattern, at) - at - 2), letter),
        var one => one == letter,
    };

    private static bool FitsClass(ReadOnlySpan<char> letters, char letter)
    {
        var isOther = letters is ['^', ..];
        var fits = false;
        for (var at = isOther ? 1 : 0; at < letters.Length; at++)
        {
            at += letters[at] == '\\' && at + 1 < letters.Length ? 1 : 0;
            var low = letters[at];
            if (at + 2 < letters.Length && letters[at + 1] == '-')
            {
                at += 2;
                at += letters[at] == '\\' && at + 1 < letters.Length ? 1 : 0;
            }

            fits |= low <= letter && letter <= letters[at];
        }

        return fits != isOther;
    }

    /// <summary>Behind the part of a pattern that begins at a place; -1 where it is no part.</summary>
    private static int Behind(string pattern, int at)
    {
        if (pattern[at] == '\\')
        {
            return at + 1 < pattern.Length ? at + 2 : -1;
        }

        if (pattern[at] != '[')
        {
            return at + 1;
        }

        var first = at + (at + 1 < pattern.Length && pattern[at + 1] == '^' ? 2 : 1);
        for (var i = first; i < pattern.Length; i++)
        {
            if (pattern[i] == ']')
            {
                return i > first ? i + 1 : -1;
            }

            i += pattern[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
