using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>A map of a few texts, such as the labels of an object: to look at each costs less than to hash one, and takes a third of the memory.</summary>
internal sealed class ShortMap(KeyValuePair<string, string>[] entries) : IReadOnlyDictionary<string, string>
{
    /// <summary>So many are looked at one by one.</summary>
    public const int Most = 8;

    /// <inheritdoc/>
    public int Count => entries.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => entries.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => entries.Select(entry => entry.Value);

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    /// <summary>The fields of an object. Of several with a name the last counts, in the place of the first.</summary>
    public static ShortMap Of(JsonElement map)
    {
        var entries = new KeyValuePair<string, string>[map.GetPropertyCount()];
        var count = 0;
        foreach (var field in map.EnumerateObject())
        {
            var entry = KeyValuePair.Create(RepeatedTexts.NameOf(field), field.Value.AsText());
            var place = PlaceOf(entry.Key, entries.AsSpan(0, count));
            entries[place < 0 ? count++ : place] = entry;
        }

        return new ShortMap(count == entries.Length ? entries : entries[..count]);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => PlaceOf(key, entries) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var place = PlaceOf(key, entries);
        value = place < 0 ? null : entries[place].Value;
        return place >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)entries).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int PlaceOf(string key, ReadOnlySpan<KeyValuePair<string, string>> entries)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
