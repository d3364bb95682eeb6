using System.Text;

namespace HomelabStorage.Audit.Cases;

/// <summary>Two texts line by line: what only the first has after a <c>-</c>, what only the second has after a <c>+</c>, and a few lines around.</summary>
internal static class LineDiff
{
    private const int Context = 3;

    /// <summary>Expected answers have tens of lines. Larger ones are told whole, for the table of all pairs grows with the square.</summary>
    private const int MostPairs = 4_000_000;

    public static string Of(string first, string second)
    {
        var lines = Lines(Split(first), Split(second)).ToArray();
        var text = new StringBuilder();
        var last = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines.Skip(i - Context).Take(i < Context ? i + Context + 1 : (2 * Context) + 1).Any(l => l.Sign is not ' '))
            {
                continue;
            }

            if (i > last + 1)
            {
                text.Append("…\n");
            }

            last = i;
            text.Append(lines[i].Sign).Append(' ').Append(lines[i].Text).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static IEnumerable<(char Sign, string Text)> Lines(string[] first, string[] second)
    {
        if ((long)first.Length * second.Length > MostPairs)
        {
            return [.. first.Select(line => ('-', line)), .. second.Select(line => ('+', line))];
        }

        // How many lines the rests have in common, from each pair of places on.
        int[][] common = [.. Enumerable.Range(0, first.Length + 1).Select(_ => new int[second.Length + 1])];
        for (var i = first.Length - 1; i >= 0; i--)
        {
            for (var j = second.Length - 1; j >= 0; j--)
            {
                common[i][j] = string.Equals(first[i], second[j], StringComparison.Ordinal)
                    ? common[i + 1][j + 1] + 1
                    : Math.Max(common[i + 1][j], common[i][j + 1]);
            }
        }

        return Told(first, second, common);
    }

    private static IEnumerable<(char Sign, string Text)> Told(string[] first, string[] second, int[][] common)
    {
        var (i, j) = (0, 0);
        while (i < first.Length || j < second.Length)
        {
            if (i < first.Length && j < second.Length && string.Equals(first[i], second[j], StringComparison.Ordinal))
            {
                yield return (' ', first[i++]);
                j++;
            }
            else if (j == second.Length || (i < first.Length && common[i + 1][j] >= common[i][j + 1]))
            {
                yield return ('-', first[i++]);
            }
            else
            {
                yield return ('+', second[j++]);
            }
        }
    }
}
