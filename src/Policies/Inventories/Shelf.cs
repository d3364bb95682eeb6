using System.Collections.Concurrent;
using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// Manifests under keys, several to a key, always in one order: what stands on a shelf does not tell when it came. Immutable: a change is a new shelf that shares the rest.
/// </summary>
public sealed class Shelf<T>
    where T : Manifest
{
    /// <summary>From so many of one name on, looking at each costs more than an index of their folders.</summary>
    private const int Many = 8;

    private readonly Func<T, IEnumerable<string>> _keys;
    private readonly IComparer<T> _order;
    private readonly ImmutableDictionary<string, ImmutableArray<T>> _items;

    private readonly ConcurrentDictionary<string, Folders<T>> _folders = new(StringComparer.Ordinal);

    private Shelf(Func<T, IEnumerable<string>> keys, IComparer<T> order, ImmutableDictionary<string, ImmutableArray<T>> items)
    {
        _keys = keys;
        _order = order;
        _items = items;
    }

    /// <summary>Every manifest, once for each of its keys, in an order that is the same in every run.</summary>
    public IEnumerable<T> All => _items.OrderBy(item => item.Key, StringComparer.Ordinal).SelectMany(item => item.Value);

    /// <summary>How many keys there are.</summary>
    public int Count => _items.Count;

    /// <summary>Every key, in an order that is the same in every run.</summary>
    public IEnumerable<string> Keys => _items.Keys.Order(StringComparer.Ordinal);

    /// <summary>Fills a shelf.</summary>
    public static Shelf<T> Of(IEnumerable<T> manifests, Func<T, IEnumerable<string>> keys, IComparer<T> order)
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
            group.Sort(order);
            items.Add(key, group.DrainToImmutable());
        }

        return new Shelf<T>(keys, order, items.ToImmutable());
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
            items = items.SetItem(key, items.TryGetValue(key, out var found) ? found.Insert(Place(found, manifest), manifest) : [manifest]);
        }

        return new Shelf<T>(_keys, _order, items);
    }

    /// <summary>The shelf without a manifest that stands on it.</summary>
    public Shelf<T> Without(T manifest)
    {
        var items = _items;
        foreach (var key in _keys(manifest))
        {
            if (items.TryGetValue(key, out var found))
            {
                var rest = found.RemoveAll(m => ReferenceEquals(m, manifest));
                items = rest.IsEmpty ? items.Remove(key) : items.SetItem(key, rest);
            }
        }

        return new Shelf<T>(_keys, _order, items);
    }

    /// <summary>Where a manifest belongs among others: after those that come before it or are equal to it.</summary>
    private int Place(ImmutableArray<T> among, T manifest)
    {
        var (from, to) = (0, among.Length);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = _order.Compare(among[middle], manifest) <= 0 ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
