namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Finds the word that was probably meant.</summary>
public static class Spelling
{
    private const int MostOnStack = 256;

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
