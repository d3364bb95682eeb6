using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>How a value is written where another stood, and how keys are put into a mapping.</summary>
internal static class YamlSpelling
{
    /// <summary>Writes a value as its predecessor was written; null for one over several lines or with variables.</summary>
    public static YamlChange? Replace(string text, YamlValue.Scalar scalar, string value)
    {
        var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
        if (start == end || text.AsSpan(start, end - start).ContainsAny("\n$") || scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            return null;
        }

        return new YamlChange(start, end - start, scalar.Style switch
        {
            ScalarStyle.DoubleQuoted => Quoted(value),
            ScalarStyle.SingleQuoted => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => Plain(value),
        });
    }

    /// <summary>Puts keys into a mapping; null where there is no certain place for them.</summary>
    public static YamlChange? Insert(string text, YamlValue.Mapping mapping, YamlBranch added)
    {
        YamlValue.Entry[] own = [.. mapping.Entries.Values.Where(e => !e.IsMerged).Take(1)];
        if (mapping.IsFlow)
        {
            return InsertInto(text, mapping, own, added);
        }

        if (own is not [{ Key: var first, Value: var firstValue }])
        {
            return null;
        }

        // Behind the first key when its value ends on its line, which is where a person would look for it; before it otherwise.
        var start = LineStart(text, (int)first.Start.Index);
        var indent = text[start..(int)first.Start.Index];
        if (indent.TrimStart() is ['-', ..] && indent.TrimStart(' ', '-').Length == 0)
        {
            return InsertIntoItem(text, mapping, added, new string(' ', indent.Length));
        }

        if (indent.AsSpan().ContainsAnyExcept(' '))
        {
            return null;
        }

        var isShort = firstValue is YamlValue.Scalar && firstValue.End.Line == first.Start.Line && firstValue.End.Index > firstValue.Start.Index;
        var at = isShort ? NextLine(text, (int)firstValue.End.Index) : AboveComments(text, start);
        var newLine = NewLine(text);
        var lines = added.Block(indent, newLine);
        return new YamlChange(at, 0, at == text.Length && !text.EndsWith('\n') ? newLine + lines.TrimEnd('\r', '\n') : lines);
    }

    /// <summary>Below the last key of an item that begins behind a dash, when its value ends on its line; above the second key otherwise.</summary>
    private static YamlChange? InsertIntoItem(string text, YamlValue.Mapping mapping, YamlBranch added, string indent)
    {
        YamlValue.Entry[] own = [.. mapping.Entries.Values.Where(e => !e.IsMerged).OrderBy(e => e.Key.Start.Index)];
        var (last, newLine) = (own[^1], NewLine(text));
        var isShort = last.Value is YamlValue.Scalar && last.Value.End.Line == last.Key.Start.Line && last.Value.End.Index > last.Value.Start.Index;
        var at = isShort ? NextLine(text, (int)last.Value.End.Index)
            : own.Length > 1 ? AboveComments(text, LineStart(text, (int)own[1].Key.Start.Index))
            : -1;
        var lines = added.Block(indent, newLine);
        return at < 0 ? null : new YamlChange(at, 0, at == text.Length && !text.EndsWith('\n') ? newLine + lines.TrimEnd('\r', '\n') : lines);
    }

    public static string Plain(string value) =>
        IsSafe(value) && value.ToUpperInvariant() is not ("TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N") ? value : Quoted(value);

    /// <summary>Behind the last key between braces, on a line of its own where the keys have one. Not behind a comma or a comment.</summary>
    private static YamlChange? InsertInto(string text, YamlValue.Mapping mapping, YamlValue.Entry[] own, YamlBranch added)
    {
        var brace = (int)mapping.End.Index;
        var open = (int)mapping.Start.Index;
        var at = text.AsSpan(0, brace).TrimEnd().Length;
        var last = mapping.Entries.Values.LastOrDefault(e => !e.IsMerged)?.Value;
        if (last is { IsMarked: true }
            || text[brace] is not '}'
            || text[at - 1] is ','
            || mapping.Entries.Values.Any(e => e.IsMerged)
            || (last is null ? at - 1 != open : text.AsSpan((int)last.End.Index, at - (int)last.End.Index).ContainsAny("#,")))
        {
            return null;
        }

        Func<string, string> spell = text.AsSpan().TrimStart().StartsWith('{') ? Quoted : Plain;
        if (own is not [{ Key.Start.Index: var first }])
        {
            return new YamlChange(at, brace - at, added.Flow(", ", spell));
        }

        var indent = text[LineStart(text, (int)first)..(int)first];
        var separator = text.AsSpan(at, brace - at).Contains('\n') && string.IsNullOrWhiteSpace(indent) ? "," + NewLine(text) + indent : ", ";
        return new YamlChange(at, 0, separator + added.Flow(separator, spell));
    }

    /// <summary>A comment above a key is the key's: nothing comes between the two.</summary>
    private static int AboveComments(string text, int lineStart)
    {
        while (lineStart > 0 && LineStart(text, lineStart - 1) is var above && text.AsSpan(above, lineStart - above).TrimStart() is ['#', ..])
        {
            lineStart = above;
        }

        return lineStart;
    }

    private static string NewLine(string text) => text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";

    private static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    private static int NextLine(string text, int index) => text.IndexOf('\n', index) is >= 0 and var end ? end + 1 : text.Length;

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A word that needs no quotes, whatever stands around it.</summary>
    private static bool IsSafe(string value) =>
        value is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ..] && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '/' or '-');
}
