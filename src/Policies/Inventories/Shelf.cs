using System.Collections.Immutable;
using System.Runtime.InteropServices;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// Manifests under keys, several to a key, always in one order: what stands on a shelf does not tell when it came. Immutable: a change is a new shelf
/// that shares the rest. A few changed keys lie on top of what is shared, so that a shelf which differs in one manifest costs next to nothing.
/// </summary>
public sealed class Shelf<T> : IShelf
    where T : Manifest
{
    /// <summary>So many changed keys are looked through one by one before they are put in among the others.</summary>
    private const int MostOnTop = 8;

    private readonly ShelfPlan<T> _plan;
    private readonly ImmutableDictionary<string, Shelved<T>> _items;
    private readonly ImmutableArray<(string Key, Shelved<T> Items)> _onTop;

    private Shelf(ShelfPlan<T> plan, ImmutableDictionary<string, Shelved<T>> items, ImmutableArray<(string Key, Shelved<T> Items)> onTop)
    {
        _plan = plan;
        _items = items;
        _onTop = onTop;
    }

    /// <summary>Every manifest, once for each of its keys, in an order that is the same in every run.</summary>
    public IEnumerable<T> All => Settled.OrderBy(item => item.Key, StringComparer.Ordinal).SelectMany(item => item.Value.Items);

    /// <summary>Every key, in an order that is the same in every run.</summary>
    public IEnumerable<string> Keys => Settled.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether nothing stands on it.</summary>
    public bool IsEmpty => _onTop.IsEmpty ? _items.IsEmpty : Settled.IsEmpty;

    /// <inheritdoc/>
    IEnumerable<Manifest> IShelf.All => All;

    private ImmutableDictionary<string, Shelved<T>> Settled => Settle(_items, _onTop);

    /// <summary>What stands under a key; empty when nothing does.</summary>
    public ImmutableArray<T> At(string key) => Find(key).Items;

    /// <summary>Of what stands under a key, the one nearest to a folder; null when nothing does.</summary>
    public T? Nearest(string key, string folder) => Find(key).Nearest(folder);

    /// <summary>Whether a manifest itself stands on it.</summary>
    public bool Holds(T manifest)
    {
        foreach (var key in _plan.Keys(manifest))
        {
            foreach (var known in At(key))
            {
                if (ReferenceEquals(known, manifest))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    bool IShelf.Holds(Manifest manifest) => manifest is T item && Holds(item);

    /// <inheritdoc/>
    IShelf IShelf.With(Manifest? manifest) => manifest is T item ? Changed(item, static (at, one, order) => at.With(one, order)) : this;

    /// <inheritdoc/>
    IShelf IShelf.Without(Manifest manifest) => manifest is T item ? Changed(item, static (at, one, _) => at.Without(one)) : this;

    /// <inheritdoc/>
    void IShelf.Find(Manifest manifest, ref List<Manifest>? found)
    {
        if (manifest is T item)
        {
            foreach (var key in _plan.Keys(item))
            {
                foreach (var known in At(key))
                {
                    (found ??= []).Add(known);
                }
            }
        }
    }

    /// <summary>Fills a shelf.</summary>
    internal static Shelf<T> Of(IEnumerable<T> manifests, ShelfPlan<T> plan)
    {
        var groups = new Dictionary<string, ImmutableArray<T>.Builder>(StringComparer.Ordinal);
        foreach (var manifest in manifests)
        {
            foreach (var key in plan.Keys(manifest))
            {
                if (!groups.TryGetValue(key, out var group))
                {
                    groups[key] = group = ImmutableArray.CreateBuilder<T>(1);
                }

                group.Add(manifest);
            }
        }

        var items = ImmutableDictionary.CreateBuilder<string, Shelved<T>>(StringComparer.Ordinal);
        foreach (var (key, group) in groups)
        {
            group.Sort(plan.Order);
            items.Add(key, new Shelved<T>(group.DrainToImmutable()));
        }

        return new Shelf<T>(plan, items.ToImmutable(), []);
    }

    private Shelved<T> Find(string key)
    {
        foreach (var (changed, items) in _onTop)
        {
            if (string.Equals(changed, key, StringComparison.Ordinal))
            {
                return items;
            }
        }

        return _items.TryGetValue(key, out var found) ? found : Shelved<T>.None;
    }

    private Shelf<T> Changed(T manifest, Func<Shelved<T>, T, IComparer<T>, Shelved<T>> change)
    {
        string[] keys = [.. _plan.Keys(manifest)];
        if (keys.Length == 0)
        {
            return this;
        }

        var changes = new (string Key, Shelved<T> Items)[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            changes[i] = (keys[i], change(Find(keys[i]), manifest, _plan.Order));
        }

        var onTop = _onTop.IsEmpty ? changes : _onTop.Where(old => !keys.Contains(old.Key, StringComparer.Ordinal)).Concat(changes).ToArray();
        return onTop.Length <= MostOnTop
            ? new Shelf<T>(_plan, _items, ImmutableCollectionsMarshal.AsImmutableArray(onTop))
            : new Shelf<T>(_plan, Settle(_items, onTop), []);
    }

    private static ImmutableDictionary<string, Shelved<T>> Settle(
        ImmutableDictionary<string, Shelved<T>> items,
        IReadOnlyCollection<(string Key, Shelved<T> Items)> onTop)
    {
        if (onTop.Count == 0)
        {
            return items;
        }

        var settled = items.ToBuilder();
        foreach (var (key, changed) in onTop)
        {
            if (changed.Items.IsEmpty)
            {
                settled.Remove(key);
            }
            else
            {
                settled[key] = changed;
            }
        }

        return settled.ToImmutable();
    }
}
