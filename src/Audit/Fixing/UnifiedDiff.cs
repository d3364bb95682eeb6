using System.Globalization;
using System.Text;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Fixing;

/// <summary>The changes of a file as <c>git apply</c>, <c>patch -p1</c> and reviewers read them. The changes are known, so nothing is searched for.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    public static string Of(FixedFile file)
    {
        var name = SafeText.Line(file.Path.TrimStart('/'));
        var lines = Lines(file.Before);
        var diff = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- a/{name}\n+++ b/{name}\n");
        var shift = 0;
        foreach (var hunk in Hunks(ChangedLines.Of(file, lines)))
        {
            var from = Math.Max(hunk[0].First - Context, 0);
            var to = Math.Min(hunk[^1].End + Context, lines.Count);
            var grown = hunk.Sum(c => Lines(c.Text).Count - (c.End - c.First));
            diff.Append(
                CultureInfo.InvariantCulture,
                $"@@ -{Start(from, to - from)},{to - from} +{Start(from + shift, to - from + grown)},{to - from + grown} @@\n");
            foreach (var change in hunk)
            {
                Write(diff, ' ', lines.Skip(from).Take(change.First - from));
                Write(diff, '-', lines.Skip(change.First).Take(change.End - change.First));
                Write(diff, '+', Lines(change.Text));
                from = change.End;
            }

            Write(diff, ' ', lines.Skip(from).Take(to - from));
            shift += grown;
        }

        return diff.ToString();
    }

    /// <summary>Changes whose surroundings meet are told together.</summary>
    private static IEnumerable<List<ChangedLines>> Hunks(IReadOnlyList<ChangedLines> changes)
    {
        var hunk = new List<ChangedLines>();
        foreach (var change in changes)
        {
            if (hunk.Count > 0 && change.First - hunk[^1].End > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(change);
        }

        if (hunk.Count > 0)
        {
            yield return hunk;
        }
    }

    /// <summary>Line numbers count from one; of no lines the one before is named.</summary>
    private static int Start(int from, int count) => count == 0 ? from : from + 1;

    private static void Write(StringBuilder diff, char mark, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            diff.Append(mark).Append(line).Append(line.EndsWith('\n') ? string.Empty : "\n\\ No newline at end of file\n");
        }
    }

    /// <summary>Lines with the ends they have.</summary>
    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }
}
