using System.Globalization;
using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Leads from a JSON Pointer to its place in the text it was read from. Keeps the text, not a table of places:
/// few places are ever asked for, so reading the document once more is cheaper than remembering every node.
/// </summary>
public sealed class SourceMap
{
    private readonly SourceText _text;
    private readonly string _prefix;

    /// <summary>The map of a text.</summary>
    public SourceMap(string file, int firstLine, string text)
        : this(file, firstLine, new SourceText(text), prefix: string.Empty)
    {
    }

    private SourceMap(string file, int firstLine, SourceText text, string prefix) => (File, FirstLine, _text, _prefix) = (file, firstLine, text, prefix);

    /// <summary>The file as the user named it.</summary>
    public string File { get; }

    /// <summary>The line of the file at which the document begins.</summary>
    public int FirstLine { get; }

    /// <summary>The fields that are written elsewhere; of two that say the same, the later counts.</summary>
    public IReadOnlyList<FieldPlace> Elsewhere { get; init; } = [];

    /// <summary>The same text, with every pointer taken below <paramref name="pointer"/>.</summary>
    public SourceMap Below(string pointer) => new(File, FirstLine, _text, _prefix + pointer) { Elsewhere = Elsewhere, Indent = Indent };

    /// <summary>The same text, but for some fields that are written elsewhere.</summary>
    public SourceMap With(IReadOnlyList<FieldPlace> elsewhere) => new(File, FirstLine, _text, _prefix) { Elsewhere = elsewhere, Indent = Indent };

    /// <summary>The text a field is written in, with the pointer to it there: this one, unless the field or what it is in was written elsewhere.</summary>
    public (SourceMap Map, string Pointer) Writer(string pointer)
    {
        var whole = Whole(pointer);
        var isDeep = whole.Count(c => c == '/') > 1;
        var place = Elsewhere.LastOrDefault(e => JsonPointer.Holds(e.Pointer, whole) || (isDeep && JsonPointer.Holds(whole, e.Pointer)));
        return place is null ? (this, pointer) : (place.Map, JsonPointer.Holds(place.Pointer, whole) ? place.At + whole[place.Pointer.Length..] : place.At);
    }

    /// <summary>The map of a text that is written within this one as a block, below a key.</summary>
    public SourceMap Within(string pointer, string inner)
    {
        var line = Find(pointer).Line;
        return new(File, line + 1, inner) { Indent = IndentOf(line + 1) };
    }

    /// <summary>The line at which the object itself begins; the document's own marker and leading comments are skipped.</summary>
    public int ObjectLine => !IsPart ? FirstLine + LeadingLines() : _text.Item(_prefix) is { } item ? Place(item).Line : Find(string.Empty).Line;

    /// <summary>Whether a word stands anywhere in the document.</summary>
    public bool Mentions(string word) => _text.Mentions(word);

    /// <summary>Whether the document is a text.</summary>
    internal bool HasText(SourceText other) => _text.IsSame(other);

    /// <summary>The pointer from the root of the document.</summary>
    internal string Whole(string pointer) => _prefix + pointer;

    /// <summary>Whether it is a part of its document: an item of a list, or what a chart makes of some values.</summary>
    public bool IsPart => _prefix.Length > 0;

    /// <summary>The place of a pointer, or of its nearest parent that is in the text.</summary>
    public Position Find(string pointer) => Find(_text.Read(), pointer).Start;

    /// <summary>The places of pointers in several objects.</summary>
    public static IReadOnlyList<Position> Find(IReadOnlyList<(SourceMap Map, string Pointer)> asked) => [.. Regions(asked).Select(r => r.Start)];

    /// <summary>What pointers in several objects lead to. Each document is read once, however many objects and pointers it has.</summary>
    public static IReadOnlyList<Region> Regions(IReadOnlyList<(SourceMap Map, string Pointer)> asked)
    {
        if (asked.Count == 0)
        {
            return [];
        }

        var places = new Region[asked.Count];
        Parallel.ForEach(Enumerable.Range(0, asked.Count).GroupBy(i => (asked[i].Map.File, asked[i].Map.FirstLine, asked[i].Map._text.Length)), same =>
        {
            var root = asked[same.First()].Map._text.Read();
            foreach (var i in same)
            {
                places[i] = asked[i].Map.Find(root, asked[i].Pointer);
            }
        });
        return places;
    }

    private string Text => _text.Text;

    /// <summary>How far the text is indented where it is written.</summary>
    private int Indent { get; init; }

    private int IndentOf(int line)
    {
        var number = FirstLine;
        foreach (var one in Text.AsSpan().EnumerateLines())
        {
            if (number++ >= line && !one.Trim().IsEmpty)
            {
                return Indent + one.IndexOfAnyExcept(' ');
            }
        }

        return Indent;
    }

    private Region Find(YamlValue root, string pointer)
    {
        var node = root;
        var key = root;
        foreach (var segment in JsonPointer.Segments(_prefix + pointer))
        {
            if (Step(node, segment) is not { } step)
            {
                break;
            }

            (key, node) = (step.Key, step.Value);
        }

        return new Region(Place(key.Start), Place(YamlLine.EndOf(key, node)));
    }

    private int LeadingLines()
    {
        var lines = 0;
        foreach (var line in Text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty && trimmed[0] != '#' && !trimmed.StartsWith("---", StringComparison.Ordinal))
            {
                return lines;
            }

            lines++;
        }

        return 0;
    }

    private static (YamlValue Key, YamlValue Value)? Step(YamlValue value, string segment) => value switch
    {
        YamlValue.Mapping mapping when mapping.Entries.TryGetValue(segment, out var entry) => (entry.Key, entry.Value),
        YamlValue.Sequence sequence when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < sequence.Items.Count =>
            (sequence.Items[index], sequence.Items[index]),
        _ => null,
    };

    private Position Place(Mark mark) => At(mark, FirstLine) is var place && Indent == 0 ? place : place with { Column = place.Column + Indent };

    internal static Position At(Mark mark, int firstLine) => new((int)mark.Line + firstLine - 1, (int)mark.Column);
}
