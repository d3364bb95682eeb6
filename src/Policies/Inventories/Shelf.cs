using System.Collections.Concurrent;
using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Manifests under keys, several to a key. Immutable: a change is a new shelf that shares the rest.</summary>
public sealed class Shelf<T>
    where T : Manifest
{
    /// <summary>From so many of one name on, looking at each costs more than an index of their folders.</summary>
    private const int Many = 8;

    private readonly Func<T, IEnumerable<string>> _keys;
    private readonly ImmutableDictionary<string, ImmutableArray<T>> _items;

    private readonly ConcurrentDictionary<string, Folders<T>> _folders = new(StringComparer.Ordinal);

    private Shelf(Func<T, IEnumerable<string>> keys, ImmutableDictionary<string, ImmutableArray<T>> items)
    {
        _keys = keys;
        _items = items;
    }

    /// <summary>Every manifest, once for each of its keys, in an order that is the same in every run.</summary>
    public IEnumerable<T> All => _items.OrderBy(item => item.Key, StringComparer.Ordinal).SelectMany(item => item.Value);

    /// <summary>How many keys there are.</summary>
    public int Count => _items.Count;

    /// <summary>Every key, in an order that is the same in every run.</summary>
    public IEnumerable<string> Keys => _items.Keys.Order(StringComparer.Ordinal);

    /// <summary>Fills a shelf.</summary>
    public static Shelf<T> Of(IEnumerable<T> manifests, Func<T, IEnumerable<string>> keys)
    {
        var groups = new Dictionary<string, ImmutableArray<T>.Builder>(StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            foreach (var key in keys(manifest))
            {
                if (!groups.TryGetValue(key, out var group))
                {
                    groups[key] = group = ImmutableArray.CreateBuilder<T>(1);
                }

                group.Add(manifest);
            }
        }

        var items = ImmutableDictionary.CreateBuilder<string, ImmutableArray<T>>(StringComparer.Ordinal);
        foreach (var (key, group) in groups)
        {
            items.Add(key, group.DrainToImmutable());
        }

        return new Shelf<T>(keys, items.ToImmutable());
    }

    /// <summary>What stands under a key; empty when nothing does.</summary>
    public ImmutableArray<T> At(string key) => _items.TryGetValue(key, out var found) ? found : [];

    /// <summary>Of what stands under a key, the one nearest to a folder; null when nothing does.</summary>
    public T? Nearest(string key, string folder)
    {
        var found = At(key);
        return found.Length < Many ? found.Nearest(folder) : _folders.GetOrAdd(key, static (_, all) => new Folders<T>(all), found).Nearest(folder);
    }

    /// <summary>The shelf with a manifest more.</summary>
    public Shelf<T> With(T manifest)
    {
        var items = _items;
        foreach (var key in _keys(manifest))
        {
            items = items.SetItem(key, items.TryGetValue(key, out var found) ? found.Add(manifest) : [manifest]);
        }

        return new Shelf<T>(_keys, items);
    }

    /// <summary>The shelf without a manifest that stands on it.</summary>
    public Shelf<T> Without(T manifest)
    {
        var items = _items;
        foreach (var key in _keys(manifest))
        {
            if (items.TryGetValue(key, out var found))
            {
                var rest = found.RemoveAll(m => m.Reference == manifest.Reference);
                items = rest.IsEmpty ? items.Remove(key) : items.SetItem(key, rest);
            }
        }

        return new Shelf<T>(_keys, items);
    }
}
