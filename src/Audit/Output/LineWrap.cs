using System.Text;

namespace HomelabStorage.Audit.Output;

/// <summary>
/// Breaks a line at its spaces where a terminal would break it in the middle of a word. What goes on is indented by two more than the line, so that the
/// findings of a report can still be told from each other. A word is never broken: a path or a field that is copied stays whole.
/// </summary>
internal static class LineWrap
{
    /// <summary>Narrower than this nothing can be read, and the terminal breaks lines as it likes.</summary>
    private const int Narrowest = 40;

    /// <summary>The parts of a line, each for a line of its own.</summary>
    /// <param name="line">The line, which may hold colours (SGR) and links (OSC 8).</param>
    /// <param name="width">The columns of the terminal; 0 where there is none, and then the line is left as it is.</param>
    public static IEnumerable<string> Parts(string line, int width)
    {
        if (width < Narrowest || Columns(line) <= width)
        {
            return [line];
        }

        var parts = new List<string>();
        var indent = new string(' ', Math.Min(line.Length - line.TrimStart(' ').Length + 2, width / 2));
        var part = new StringBuilder();
        var column = 0;
        var isEmpty = true;
        foreach (var (index, word) in line.Split(' ').Index())
        {
            var columns = Columns(word);
            if (!isEmpty && column + 1 + columns > width && !IsCommand(word))
            {
                parts.Add(part.ToString().TrimEnd(' '));
                part.Clear().Append(indent);
                column = indent.Length;
                isEmpty = true;
            }
            else if (index > 0 && (!isEmpty || parts.Count == 0))
            {
                part.Append(' ');
                column++;
            }

            part.Append(word);
            column += columns;
            isEmpty &= columns == 0;
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>At the start of a line a CI runner would obey it.</summary>
    private static bool IsCommand(string word) => word.StartsWith("::", StringComparison.Ordinal);

    /// <summary>How many columns a text takes: what switches colours and links on and off takes none.</summary>
    private static int Columns(string text)
    {
        var columns = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u001b')
            {
                i = End(text, i);
            }
            else if (!char.IsLowSurrogate(text[i]))
            {
                columns++;
            }
        }

        return columns;
    }

    /// <summary>Where a sequence ends: a colour with its letter, a link with a backslash after an escape.</summary>
    private static int End(string text, int start) =>
        text.AsSpan(start).StartsWith("\u001b]", StringComparison.Ordinal)
            ? text.IndexOf("\u001b\\", start + 1, StringComparison.Ordinal) is var end and >= 0 ? end + 1 : text.Length
            : text.IndexOf('m', start) is var letter and >= 0 ? letter : text.Length;
}
