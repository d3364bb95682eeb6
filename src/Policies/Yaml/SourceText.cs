using System.Diagnostics;
using System.Globalization;
using System.Text;
using YamlDotNet.Core;

namespace HomelabStorage.Policies.Yaml;

/// <summary>
/// The text of a document, kept for the places in it as UTF-8, which is half as long, since few are ever asked for. All objects of a list share one.
/// </summary>
/// <param name="text">The text itself.</param>
internal sealed class SourceText(string text)
{
    private const string Items = "/items/";

    private readonly byte[] _written = Encoding.UTF8.GetBytes(text);

    private Mark[]? _items;

    /// <summary>The text itself.</summary>
    public string Text => Encoding.UTF8.GetString(_written);

    /// <summary>How many bytes it has.</summary>
    public int Length => _written.Length;

    /// <summary>Whether it says the same.</summary>
    public bool IsSame(SourceText other) => _written.AsSpan().SequenceEqual(other._written);

    /// <summary>Whether a word stands anywhere in it; every object of a list asks.</summary>
    public bool Mentions(string word) => _written.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;

    /// <summary>Its value, read anew.</summary>
    public YamlValue Read() => YamlReader.Last(Text) ?? throw new UnreachableException();

    /// <summary>
    /// Where the object at a pointer begins that is an item of the list which the text is; null for any other. Every object of a list asks, so that the text is
    /// read once for all of them.
    /// </summary>
    public Mark? Item(string pointer)
    {
        if (!pointer.StartsWith(Items, StringComparison.Ordinal)
            || !int.TryParse(pointer.AsSpan(Items.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        _items ??= Read() is YamlValue.Mapping list && list.Entries.TryGetValue("items", out var entry) && entry.Value is YamlValue.Sequence all
            ? [.. all.Items.Select(item => item.Start)]
            : [];
        return index < _items.Length ? _items[index] : null;
    }
}
