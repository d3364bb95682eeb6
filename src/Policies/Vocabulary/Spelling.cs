namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Finds the word that was probably meant.</summary>
public static class Spelling
{
    private const int MostOnStack = 256;

    /// <summary>Of shorter words, another letter makes another word.</summary>
    private const int ShortestWord = 5;

    /// <summary>So short a word is misspelt by a letter that was left out of it: there is more of the name that says what was meant.</summary>
    private const int ShortWord = 4;

    /// <summary>So short a word is misspelt by its own letters: two that changed places, or one that is there twice.</summary>
    private const int Abbreviation = 3;

    /// <summary>In so long a word two letters may be wrong.</summary>
    private const int LongWord = 8;

    /// <summary>The accepted word nearest to what was written; empty when none is near.</summary>
    public static string Nearest(string written, IEnumerable<string> accepted)
    {
        if (written.Length > 80)
        {
            return string.Empty;
        }

        var best = string.Empty;
        var bestDistance = Math.Max(2, written.Length / 3) + 1;
        foreach (var word in accepted)
        {
            // What was begun and not ended, such as critical for criticality, was meant too.
            var distance = written.Length > 3 && word.StartsWith(written, StringComparison.OrdinalIgnoreCase)
                ? 1
                : Distance(written, word);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (word, distance);
            }
        }

        return best;
    }

    /// <summary>
    /// The name that was meant where it was misspelt by a letter or so; empty where what was written may well be a name of its own: it has another number, a
    /// part more, or one part that is another word.
    /// </summary>
    public static string Misspelt(string written, IEnumerable<string> names)
    {
        var meant = string.Empty;
        foreach (var name in names)
        {
            if (IsMisspelt(written, name) && (meant.Length == 0 || string.CompareOrdinal(name, meant) < 0))
            {
                meant = name;
            }
        }

        return meant;
    }

    private static bool IsMisspelt(string written, string name)
    {
        if (Math.Abs(written.Length - name.Length) > 2 || string.Equals(written, name, StringComparison.Ordinal))
        {
            return false;
        }

        var (parts, meant) = (written.Split('-'), name.Split('-'));
        return parts.Length == meant.Length
            && parts.Zip(meant).Where(p => !string.Equals(p.First, p.Second, StringComparison.Ordinal)).ToArray() is [var (part, other)]
            && !WithoutDigits(part).SequenceEqual(WithoutDigits(other))
            && ((other.Length >= ShortestWord && Distance(part, other) <= (other.Length >= LongWord ? 2 : 1))
                || (other.Length >= ShortWord && meant.Length > 1 && Lacks(part, other))
                || (other.Length >= Abbreviation && (IsSwapped(part, other) || IsDoubled(part, other))));
    }

    /// <summary>Whether a letter was left out, neither the first nor the last.</summary>
    private static bool Lacks(string part, string other) =>
        part.Length == other.Length - 1
        && part.AsSpan().CommonPrefixLength(other) is > 0 and var at
        && at < part.Length
        && part.AsSpan(at).SequenceEqual(other.AsSpan(at + 1));

    /// <summary>Whether a letter was written twice.</summary>
    private static bool IsDoubled(string part, string other) =>
        part.Length == other.Length + 1
        && part.AsSpan().CommonPrefixLength(other) is > 0 and var at
        && part[at] == part[at - 1]
        && part.AsSpan(at + 1).SequenceEqual(other.AsSpan(at));

    private static IEnumerable<char> WithoutDigits(string part) => part.Where(c => !char.IsAsciiDigit(c));

    /// <summary>Whether two letters side by side changed places.</summary>
    private static bool IsSwapped(string one, string other)
    {
        var at = one.AsSpan().CommonPrefixLength(other);
        return one.Length == other.Length
            && at + 1 < one.Length
            && one[at] == other[at + 1]
            && one[at + 1] == other[at]
            && one.AsSpan(at + 2).SequenceEqual(other.AsSpan(at + 2));
    }

    /// <summary>Levenshtein's distance, row by row; upper and lower case are the same.</summary>
    private static int Distance(string one, string other)
    {
        var row = other.Length < MostOnStack ? stackalloc int[other.Length + 1] : new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var isSame = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                var cost = isSame ? diagonal : Math.Min(diagonal, Math.Min(row[j], row[j - 1])) + 1;
                (diagonal, row[j]) = (row[j], cost);
            }
        }

        return row[other.Length];
    }
}
