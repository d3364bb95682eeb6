using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// Leads from a JSON Pointer to its place in the text it was read from. Keeps the text, not a table of places:
/// few places are ever asked for, so reading the document once more is cheaper than remembering every node.
/// </summary>
public sealed class SourceMap(string file, int firstLine, string text, string prefix = "")
{
    /// <summary>The file as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>The line of the file at which the document begins.</summary>
    public int FirstLine { get; } = firstLine;

    /// <summary>Whether both lead to the same object of the same file.</summary>
    public bool Is(SourceMap other) => FirstLine == other.FirstLine && string.Equals(File, other.File, StringComparison.Ordinal) && string.Equals(prefix, other.Prefix, StringComparison.Ordinal);

    private string Prefix => prefix;

    /// <summary>The same text, with every pointer taken below <paramref name="pointer"/>.</summary>
    public SourceMap Below(string pointer) => new(File, FirstLine, text, prefix + pointer);

    /// <summary>The line at which the object itself begins; the document's own marker and leading comments are passed over.</summary>
    public int ObjectLine => prefix.Length > 0 ? Find(string.Empty).Line : FirstLine + LeadingLines();

    /// <summary>
    /// A file's text with a value set in this document; null when that cannot be done for certain, or when the file is not the one that was read.
    /// </summary>
    public string? Set(string fileText, string pointer, string value)
    {
        var start = LineStart(fileText, FirstLine);
        return start >= 0 && string.CompareOrdinal(fileText, start, text, 0, text.Length) == 0 && YamlEditor.Set(text, prefix + pointer, value) is { } changed
            ? string.Concat(fileText.AsSpan(0, start), changed, fileText.AsSpan(start + text.Length))
            : null;
    }

    /// <summary>The place of a pointer, or of its nearest parent that is in the text.</summary>
    public Position Find(string pointer) => Find([pointer])[0];

    /// <summary>The places of several pointers, for one reading of the text.</summary>
    public IReadOnlyList<Position> Find(IReadOnlyList<string> pointers)
    {
        var root = YamlReader.Tree(text);
        return [.. pointers.Select(pointer => Find(root, pointer))];
    }

    private Position Find(YamlNode root, string pointer)
    {
        var node = root;
        var place = Start(node);
        foreach (var segment in JsonPointer.Segments(prefix + pointer))
        {
            if (Step(node, segment) is not { } step)
            {
                break;
            }

            place = Start(step.Key);
            node = step.Value;
        }

        return place;
    }

    private static int LineStart(string text, int line)
    {
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var passed = 1; passed < line; passed++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at == 0)
            {
                return -1;
            }
        }

        return at;
    }

    private int LeadingLines()
    {
        var lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
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

    private static (YamlNode Key, YamlNode Value)? Step(YamlNode node, string segment)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                foreach (var (key, value) in mapping.Children)
                {
                    if (key is YamlScalarNode scalar && string.Equals(scalar.Value, segment, StringComparison.Ordinal))
                    {
                        return (key, value);
                    }
                }

                return null;
            case YamlSequenceNode sequence when int.TryParse(segment, out var index) && index >= 0 && index < sequence.Children.Count:
                return (sequence.Children[index], sequence.Children[index]);
            default:
                return null;
        }
    }

    private Position Start(YamlNode node) => At(node.Start, FirstLine);

    internal static Position At(Mark mark, int firstLine) => new((int)mark.Line + firstLine - 1, (int)mark.Column);
}
