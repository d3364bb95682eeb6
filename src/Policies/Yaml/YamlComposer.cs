using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HomelabStorage.Policies.Yaml;

/// <summary>Puts the events of a parser together to a value: aliases resolved, merges done, every key there once, with the last of its values.</summary>
internal sealed class YamlComposer(IParser parser)
{
    private const string Merge = "<<";

    private readonly Dictionary<string, YamlValue?> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<ParsingEvent> _open = new();
    private int _merged;

    /// <summary>The first key that is there twice in its mapping; null where none is.</summary>
    public YamlException? Repeated { get; private set; }

    /// <summary>The innermost list or mapping between brackets that is not closed yet, for the error about a text that ends in it.</summary>
    public ParsingEvent? Unclosed => _open.FirstOrDefault(e => e is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow });

    /// <summary>How far the text was understood.</summary>
    public Mark Reached => parser.Current?.End ?? Mark.Empty;

    /// <summary>The first document of a text; null when there is none. What follows is read for its errors.</summary>
    public YamlValue? Compose()
    {
        YamlValue? root = null;
        while (parser.MoveNext())
        {
            if (root is null && parser.Current is DocumentStart)
            {
                parser.MoveNext();
                root = Value();
            }
        }

        return root;
    }

    private YamlValue Value() => parser.Current switch
    {
        AnchorAlias alias => Meant(alias),
        YamlDotNet.Core.Events.Scalar scalar =>
            Anchored(
                scalar,
                new YamlValue.Scalar(scalar.Value, scalar.Style, IsText(scalar)) { Start = scalar.Start, End = scalar.End, IsMarked = IsMarked(scalar) }),
        SequenceStart start => Sequence(start),
        MappingStart start => Mapping(start),
        var other => throw new YamlException(other!.Start, other.End, "a value is missing here"),
    };

    private YamlValue Meant(AnchorAlias alias) => _anchors.TryGetValue(alias.Value.Value, out var value)
        ? value ?? throw new YamlException(alias.Start, alias.End, $"alias *{alias.Value.Value} is in the value it stands for")
        : throw new YamlException(alias.Start, alias.End, $"no anchor &{alias.Value.Value} comes before this alias");

    private YamlValue.Sequence Sequence(SequenceStart start)
    {
        Open(start);
        var items = new List<YamlValue>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            items.Add(Value());
        }

        _open.Pop();
        return Anchored(start, new YamlValue.Sequence(items) { Start = start.Start, End = parser.Current!.Start, IsMarked = IsMarked(start) });
    }

    private YamlValue.Mapping Mapping(MappingStart start)
    {
        Open(start);
        var entries = new OrderedDictionary<string, YamlValue.Entry>(StringComparer.Ordinal);
        var merges = new List<YamlValue>();
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var key = Value() as YamlValue.Scalar ?? throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be a plain word");
            parser.MoveNext();
            if (key is { Text: Merge, Style: ScalarStyle.Plain, IsText: false })
            {
                merges.Add(Value());
            }
            else
            {
                if (entries.ContainsKey(key.Text))
                {
                    Repeated ??= new YamlException(key.Start, key.End, $"the key '{key.Text}' is here twice");
                }

                entries[key.Text] = new YamlValue.Entry(key, Value(), IsMerged: false);
            }
        }

        // The keys of the mapping itself come first, wherever they are written; then the last merge, and in its list the first mapping.
        for (var last = merges.Count - 1; last >= 0; last--)
        {
            MergeInto(entries, merges[last]);
        }

        _open.Pop();
        return Anchored(
            start,
            new YamlValue.Mapping(entries, start.Style == MappingStyle.Flow) { Start = start.Start, End = parser.Current!.Start, IsMarked = IsMarked(start) });
    }

    private void MergeInto(OrderedDictionary<string, YamlValue.Entry> entries, YamlValue merged)
    {
        foreach (var value in merged is YamlValue.Sequence list ? list.Items : [merged])
        {
            if (value is not YamlValue.Mapping mapping)
            {
                throw new YamlException(value.Start, value.End, "a merge (<<) takes a mapping or a list of mappings");
            }

            foreach (var (key, entry) in mapping.Entries)
            {
                entries.TryAdd(key, entry with { IsMerged = true });
                if (++_merged > YamlToJson.MostNodes)
                {
                    throw new YamlException(value.Start, value.End, YamlToJson.TooMuch);
                }
            }
        }
    }

    private void Open(NodeEvent start)
    {
        _open.Push(start);
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = null;
        }
    }

    private T Anchored<T>(NodeEvent written, T value)
        where T : YamlValue
    {
        if (!written.Anchor.IsEmpty)
        {
            _anchors[written.Anchor.Value] = value;
        }

        return value;
    }

    private static bool IsMarked(NodeEvent written) => !written.Anchor.IsEmpty || !written.Tag.IsEmpty;

    private static bool IsText(YamlDotNet.Core.Events.Scalar scalar) =>
        scalar.Style is not ScalarStyle.Plain || (!scalar.Tag.IsEmpty && string.Equals(scalar.Tag.Value, "tag:yaml.org,2002:str", StringComparison.Ordinal));
}
