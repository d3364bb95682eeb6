using System.Text;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Formats;

/// <summary>Text within markdown: nothing in it is markup, ends a cell, addresses somebody or links an issue.</summary>
internal static class MarkdownText
{
    /// <summary>One line of a paragraph, a list or a cell.</summary>
    public static string Line(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var line = SafeText.Line(text);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            switch (c)
            {
                // A colon before a space is one; before anything else it may begin an address or an emoji.
                case ':' when i + 1 == line.Length || line[i + 1] == ' ':
                    escaped.Append(c);
                    break;
                case '@' or '#' or '&' or '<' or '>' or '~' or '!' or ':':
                    escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"&#{(int)c};");
                    break;
                case '|' or '*' or '_' or '`' or '[' or ']' or '\\':
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }
}
