using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Sets single values in a YAML text and leaves every other character as it is: comments, order, quotes, line ends. Where it is not sure
/// what a change would do (anchors, aliases, merged keys, variables, values over several lines), it does nothing; and what it did is read
/// again and compared with what was meant.
/// </summary>
internal static class YamlEditor
{
    /// <summary>The text of one document with a value set; null when that cannot be done for certain.</summary>
    public static string? Set(string text, string pointer, string value)
    {
        if (text.Contains("<<:", StringComparison.Ordinal))
        {
            return null;
        }

        string[] path = [.. JsonPointer.Segments(pointer)];
        return Written(text, path, value) is { } changed && Means(changed, text, path, value) ? changed : null;
    }

    private static string? Written(string text, string[] segments, string value)
    {
        var node = YamlReader.Tree(text);
        for (var depth = 0; depth < segments.Length; depth++)
        {
            if (IsShared(node, text))
            {
                return null;
            }

            if (Below(node, segments[depth]) is { } below)
            {
                node = below;
            }
            else
            {
                return node is YamlMappingNode mapping ? Insert(text, mapping, segments[depth..], value) : null;
            }
        }

        return node is YamlScalarNode scalar && !IsShared(scalar, text) ? Replace(text, scalar, value) : null;
    }

    /// <summary>Whether one text says what another says, but for the value.</summary>
    private static bool Means(string changed, string text, string[] path, string value)
    {
        if (Json(changed) is not { } after || Json(text) is not JsonObject before)
        {
            return false;
        }

        JsonNode parent = before;
        foreach (var segment in path[..^1])
        {
            parent = parent switch
            {
                JsonArray list => list[int.Parse(segment, CultureInfo.InvariantCulture)]!,
                _ => parent[segment] ??= new JsonObject(),
            };
        }

        parent[path[^1]] = value;
        return JsonNode.DeepEquals(before, after);
    }

    private static JsonNode? Json(string text) => YamlReader.Read(text, string.Empty).ToArray() is [YamlDocument.Readable { Root: var root }] ? JsonNode.Parse(root.GetRawText()) : null;

    private static YamlNode? Below(YamlNode node, string segment) => node switch
    {
        YamlMappingNode mapping => mapping.Children.FirstOrDefault(child => child.Key is YamlScalarNode key && string.Equals(key.Value, segment, StringComparison.Ordinal)).Value,
        YamlSequenceNode list when int.TryParse(segment, out var index) && index < list.Children.Count => list.Children[index],
        _ => null,
    };

    /// <summary>A node with an anchor is said once and meant several times; one that is an alias is written elsewhere.</summary>
    private static bool IsShared(YamlNode node, string text) =>
        !node.Anchor.IsEmpty || (node.Start.Index < text.Length && text[(int)node.Start.Index] is '&' or '*' or '!');

    private static string? Replace(string text, YamlScalarNode scalar, string value)
    {
        var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
        var written = text[start..end];
        if (written.AsSpan().ContainsAny("\n$") || scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded)
        {
            return null;
        }

        var quoted = scalar.Style switch
        {
            ScalarStyle.DoubleQuoted => Quoted(value),
            ScalarStyle.SingleQuoted => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => Plain(value),
        };
        return start == end ? null : text[..start] + quoted + text[end..];
    }

    private static string? Insert(string text, YamlMappingNode mapping, string[] path, string value)
    {
        if (mapping.Children.Count == 0 && mapping.Style != MappingStyle.Flow)
        {
            return null;
        }

        if (mapping.Style == MappingStyle.Flow)
        {
            return InsertInto(text, mapping, path, value);
        }

        // Behind the first key when its value ends on its line, which is where a person would look for it; before it otherwise.
        var (first, firstValue) = mapping.Children.First();
        var start = LineStart(text, (int)first.Start.Index);
        var indent = text[start..(int)first.Start.Index];
        if (indent.AsSpan().ContainsAnyExcept(' '))
        {
            return null;
        }

        var isShort = firstValue is YamlScalarNode && firstValue.End.Line == first.Start.Line && firstValue.End.Index > firstValue.Start.Index;
        var at = isShort ? NextLine(text, (int)firstValue.End.Index) : AboveComments(text, start);
        var newLine = NewLine(text);
        var lines = string.Concat(path[..^1].Select((segment, depth) => $"{indent}{new string(' ', depth * 2)}{Plain(segment)}:{newLine}"))
            + $"{indent}{new string(' ', (path.Length - 1) * 2)}{Plain(path[^1])}: {Plain(value)}{newLine}";
        return at == text.Length && !text.EndsWith('\n') ? text + newLine + lines.TrimEnd('\r', '\n') : text[..at] + lines + text[at..];
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

    /// <summary>Behind the last key between braces, on a line of its own where the keys have one.</summary>
    private static string InsertInto(string text, YamlMappingNode mapping, string[] path, string value)
    {
        var brace = ClosingBrace(text, mapping);
        var at = text.AsSpan(0, brace).TrimEnd().Length;
        var isJson = text.AsSpan().TrimStart().StartsWith('{');
        var entry = Flow(path, value, isJson ? Quoted : Plain);
        if (mapping.Children.Count == 0)
        {
            return text[..at] + entry + text[brace..];
        }

        var first = (int)mapping.Children.First().Key.Start.Index;
        var indent = text[LineStart(text, first)..first];
        var separator = text.AsSpan(at, brace - at).Contains('\n') && string.IsNullOrWhiteSpace(indent) ? "," + NewLine(text) + indent : ", ";
        return text[..at] + separator + entry + text[at..];
    }

    private static string Flow(string[] path, string value, Func<string, string> spell) =>
        path.Length == 1 ? $"{spell(path[0])}: {spell(value)}" : $"{spell(path[0])}: {{{Flow(path[1..], value, spell)}}}";

    /// <summary>Where a flow mapping ends; the tree knows only where it begins.</summary>
    private static int ClosingBrace(string text, YamlMappingNode mapping)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;
        var isInside = false;
        while (parser.MoveNext())
        {
            isInside |= parser.Current is MappingStart start && start.Start.Index == mapping.Start.Index;
            depth += isInside ? parser.Current!.NestingIncrease : 0;
            if (isInside && depth == 0)
            {
                return (int)parser.Current!.Start.Index;
            }
        }

        throw new UnreachableException();
    }

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    private static int NextLine(string text, int index) => text.IndexOf('\n', index) is >= 0 and var end ? end + 1 : text.Length;

    private static string Plain(string value) => IsSafe(value) && value.ToUpperInvariant() is not ("TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N") ? value : Quoted(value);

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsSafe(string value) => value is [var first, ..] && char.IsAsciiLetter(first) && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '/' or '-');
}
