using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>A value of a YAML document and where it is written. A value that an alias means is the value of its anchor.</summary>
internal abstract record YamlValue
{
    private YamlValue()
    {
    }

    /// <summary>Where it begins.</summary>
    public required Mark Start { get; init; }

    /// <summary>Where it ends: of a list or mapping between brackets, where the closing one stands.</summary>
    public required Mark End { get; init; }

    /// <summary>Whether it has an anchor or a tag: it is said once and may be meant several times, or is of another type than it looks.</summary>
    public required bool IsMarked { get; init; }

    /// <summary>A text, number, boolean or null.</summary>
    public sealed record Scalar(string Text, ScalarStyle Style, bool IsText) : YamlValue;

    /// <summary>A list.</summary>
    public sealed record Sequence(IReadOnlyList<YamlValue> Items) : YamlValue;

    /// <summary>Keys and values in the order they are written; what is merged in comes last.</summary>
    public sealed record Mapping(OrderedDictionary<string, Entry> Entries, bool IsFlow) : YamlValue;

    /// <summary>One value of a mapping.</summary>
    /// <param name="Key">Where its key is written.</param>
    /// <param name="Value">The value.</param>
    /// <param name="IsMerged">Whether it came by a merge (<c>&lt;&lt;</c>) and is written elsewhere.</param>
    public sealed record Entry(Scalar Key, YamlValue Value, bool IsMerged);
}
