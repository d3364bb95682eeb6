using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Sets single values in a YAML text and leaves every other character as it is: comments, order, quotes, line ends. Where it is not sure
/// what a change would do (anchors, aliases, merged keys, variables, values over several lines), it does nothing; and what it did is read
/// again and compared with what was meant.
/// </summary>
internal sealed class YamlEditor
{
    private readonly string _text;
    private readonly YamlValue _root;
    private readonly IReadOnlyList<YamlEdit> _edits;

    private YamlEditor(string text, YamlValue root, IReadOnlyList<YamlEdit> edits) => (_text, _root, _edits) = (text, root, edits);

    /// <summary>The changes that set the values of some edits in one document, and the edits that cannot be made for certain.</summary>
    public static (IReadOnlyList<YamlChange> Changes, IReadOnlyList<YamlEdit> Refused) Set(string text, IReadOnlyList<YamlEdit> edits)
    {
        if (YamlReader.Tree(text) is not { } root)
        {
            return ([], edits);
        }

        var editor = new YamlEditor(text, root, edits);
        var certain = editor.Certain(0, edits.Count);
        return editor.Changes(certain) is { } changes && editor.Means(changes, certain)
            ? (changes, [.. edits.Except(certain)])
            : ([], edits);
    }

    /// <summary>The edits of a range that mean what they should; halved where they do not, to find the ones that spoil it.</summary>
    private YamlEdit[] Certain(int start, int end)
    {
        YamlEdit[] possible = [.. _edits.Skip(start).Take(end - start).Where(e => Changes([e]) is not null)];
        if (possible.Length == 0 || (Changes(possible) is { } changes && Means(changes, possible)))
        {
            return possible;
        }

        var middle = start + ((end - start) / 2);
        return end - start == 1 ? [] : [.. Certain(start, middle), .. Certain(middle, end)];
    }

    /// <summary>What the text has to become for some edits; null when one of them has no certain place.</summary>
    private YamlChange[]? Changes(IReadOnlyList<YamlEdit> edits)
    {
        var replaced = new Dictionary<int, YamlChange>();
        var added = new Dictionary<YamlValue.Mapping, YamlBranch>(ReferenceEqualityComparer.Instance);
        foreach (var (pointer, value) in edits.SelectMany(e => e.Places))
        {
            string[] path = [.. JsonPointer.Segments(pointer)];
            var (at, depth) = Descend(path);
            switch (at)
            {
                case YamlValue.Scalar scalar when depth == path.Length && YamlSpelling.Replace(_text, scalar, value) is { } change:
                    if (replaced.TryGetValue(change.Start, out var other) && other != change)
                    {
                        return null;
                    }

                    replaced[change.Start] = change;
                    break;
                case YamlValue.Mapping mapping when depth < path.Length:
                    added.TryAdd(mapping, new YamlBranch());
                    added[mapping].Add(path.AsSpan(depth), value);
                    break;
                default:
                    return null;
            }
        }

        var inserted = added.Select(a => YamlSpelling.Insert(_text, a.Key, a.Value)).ToArray();
        return inserted.Contains(null) ? null : [.. replaced.Values.Concat(inserted.Select(i => i!)).OrderBy(c => c.Start)];
    }

    /// <summary>The last value on a path that is there, and how many segments lead to it; null where something on the way is shared.</summary>
    private (YamlValue? At, int Depth) Descend(string[] path)
    {
        var value = _root;
        for (var depth = 0; depth < path.Length; depth++)
        {
            if (value.IsMarked)
            {
                return (null, depth);
            }

            switch (value)
            {
                case YamlValue.Mapping mapping when mapping.Entries.TryGetValue(path[depth], out var entry):
                    value = entry.Value;
                    if (entry.IsMerged)
                    {
                        return (null, depth);
                    }

                    break;
                case YamlValue.Sequence list when int.TryParse(path[depth], out var index) && index >= 0 && index < list.Items.Count:
                    value = list.Items[index];
                    break;
                default:
                    return (value, depth);
            }
        }

        return (value.IsMarked ? null : value, path.Length);
    }

    /// <summary>Whether the changed text says what the text says, but for the values.</summary>
    private bool Means(IReadOnlyList<YamlChange> changes, IReadOnlyList<YamlEdit> edits)
    {
        if (Json(YamlChange.Apply(_text, changes)) is not { } after || Json(_text) is not JsonObject before)
        {
            return false;
        }

        foreach (var (pointer, value) in edits.SelectMany(e => e.Places))
        {
            string[] path = [.. JsonPointer.Segments(pointer)];
            JsonNode parent = before;
            foreach (var segment in path[..^1])
            {
                parent = parent is JsonArray list && int.TryParse(segment, out var index) ? list[index]! : parent[segment] ??= new JsonObject();
            }

            if (parent is JsonArray items && int.TryParse(path[^1], out var at))
            {
                items[at] = value;
            }
            else
            {
                parent[path[^1]] = value;
            }
        }

        return JsonNode.DeepEquals(before, after);
    }

    private static JsonNode? Json(string text) =>
        YamlReader.Read(text, string.Empty).ToArray() is [YamlDocument.Readable { Root: var root }] ? JsonNode.Parse(root.GetRawText()) : null;
}
