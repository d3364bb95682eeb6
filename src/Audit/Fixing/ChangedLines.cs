namespace HomelabStorage.Audit.Fixing;

/// <summary>Whole lines that are to be replaced by others.</summary>
/// <param name="First">The first of them, counted from zero.</param>
/// <param name="End">The line behind them; the first one itself where lines are only put in.</param>
/// <param name="Text">What is to stand there.</param>
internal sealed record ChangedLines(int First, int End, string Text)
{
    /// <summary>The lines that the changes of a file touch, in their order.</summary>
    public static IReadOnlyList<ChangedLines> Of(FixedFile file, IReadOnlyList<string> lines)
    {
        var starts = new int[lines.Count + 1];
        for (var i = 0; i < lines.Count; i++)
        {
            starts[i + 1] = starts[i] + lines[i].Length;
        }

        var result = new List<ChangedLines>();
        var written = 0;
        foreach (var change in file.Changes)
        {
            var first = LineAt(starts, change.Start, file.Before);
            if (change.Length == 0 && change.Start == starts[first] && change.Text.EndsWith('\n'))
            {
                result.Add(new ChangedLines(first, first, change.Text));
                written = change.Start;
                continue;
            }

            var (text, from) = (string.Empty, starts[first]);
            if (result is [.., { } last] && last.End > first)
            {
                // The same line as the change before: what that one left of it is taken back.
                text = last.Text[..^(starts[last.End] - written)];
                (first, from) = (last.First, written);
                result.RemoveAt(result.Count - 1);
            }

            written = change.Start + change.Length;
            var end = Math.Min(LineAt(starts, Math.Max(change.Start, written - 1), file.Before) + 1, lines.Count);
            result.Add(new ChangedLines(
                first,
                end,
                string.Concat(text, file.Before.AsSpan(from, change.Start - from), change.Text, file.Before.AsSpan(written, starts[end] - written))));
        }

        return result;
    }

    /// <summary>The line that a place lies in; the last one for the end of a text that does not end in a line break.</summary>
    private static int LineAt(int[] starts, int place, string text)
    {
        var found = Array.BinarySearch(starts, place);
        var line = found >= 0 ? found : ~found - 1;
        return line == starts.Length - 1 && line > 0 && !text.EndsWith('\n') ? line - 1 : line;
    }
}
