using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>How far a key and its value go on their line.</summary>
internal static class YamlLine
{
    /// <summary>The place after the last character: of the value where that ends on the key's line, of the key otherwise.</summary>
    /// <param name="key">The key, or the item of a list.</param>
    /// <param name="value">Its value; the item once more.</param>
    public static Mark EndOf(YamlValue key, YamlValue value) => value switch
    {
        YamlValue.Mapping { IsFlow: true } when IsBeside(key, value) => After(value.End),
        YamlValue.Mapping { IsFlow: false, Entries.Count: > 0 } mapping when key == value && !mapping.Entries.GetAt(0).Value.IsMerged =>
            EndOf(mapping.Entries.GetAt(0).Value.Key, mapping.Entries.GetAt(0).Value.Value),
        YamlValue.Scalar when IsBeside(key, value) => value.End,
        _ => key is YamlValue.Scalar && key.End.Line == key.Start.Line ? key.End : After(key.Start),
    };

    /// <summary>Whether a value stands after its key on one line; that of an alias stands elsewhere.</summary>
    private static bool IsBeside(YamlValue key, YamlValue value) =>
        value.Start.Line == key.Start.Line && value.End.Line == key.Start.Line && value.Start.Index >= key.Start.Index;

    private static Mark After(Mark mark) => new(mark.Index + 1, mark.Line, mark.Column + 1);
}
