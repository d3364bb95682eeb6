using System.Buffers;
using System.Globalization;
using System.Text;

namespace HomelabStorage.Audit.Output;

/// <summary>
/// Text of strangers (names, file names, messages made of them) as a terminal and a CI runner may read it: what they would obey is written as JSON and
/// YAML write it, <c>\u001b</c>. That is control characters, line breaks, characters that turn the direction of text, and the commands of CI runners:
/// <c>::error::</c> where a line begins, <c>##[…</c> and <c>##vso[…</c> anywhere.
/// </summary>
public static class SafeText
{
    /// <summary>What may be obeyed within a line, and what ends it; where a line begins, a colon may be, too.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => c is '#' or < ' ' or >= '\u007f'),
        .. "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ]);

    /// <summary>A text as part of a line.</summary>
    public static string Line(string text)
    {
        var isAtStart = false;
        return Escape(text, keepsLines: false, ref isAtStart);
    }

    /// <summary>A text with what must not stand in it escaped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsLines">Whether line breaks and tabs are meant.</param>
    /// <param name="isAtStart">Whether nothing but white space stands before it on its line; afterwards, before what follows it.</param>
    internal static string Escape(string text, bool keepsLines, ref bool isAtStart)
    {
        StringBuilder? safe = null;
        var kept = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!isAtStart)
            {
                if (text.AsSpan(i).IndexOfAny(Suspects) is var next && next < 0)
                {
                    break;
                }

                i += next;
            }

            if (IsObeyed(text, i, keepsLines, isAtStart))
            {
                (safe ??= new StringBuilder(text.Length + 16)).Append(text, kept, i - kept).Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
                kept = i + 1;
                isAtStart = false;
            }
            else
            {
                isAtStart = text[i] is '\n' || (isAtStart && char.IsWhiteSpace(text[i]));
            }
        }

        return safe is null ? text : safe.Append(text, kept, text.Length - kept).ToString();
    }

    private static bool IsObeyed(string text, int at, bool keepsLines, bool isAtStart) => text[at] switch
    {
        '\n' or '\t' => !keepsLines,
        '\r' => !keepsLines || at + 1 == text.Length || text[at + 1] != '\n',
        ':' => isAtStart && (at + 1 == text.Length || text[at + 1] == ':'),
        '#' => IsCommand(text.AsSpan(at)),
        var other => Suspects.Contains(other),
    };

    private static bool IsCommand(ReadOnlySpan<char> text)
    {
        if (text is not ['#', '#', .. var rest])
        {
            return false;
        }

        while (rest is [var letter, ..] && char.IsAsciiLetter(letter))
        {
            rest = rest[1..];
        }

        return rest is ['[', ..];
    }
}
