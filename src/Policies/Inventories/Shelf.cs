using System.Collections.Immutable;
using System.Runtime.InteropServices;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

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
    private readonly ImmutableDictionary<ShelfKey, Shelved<T>> _items;
    private readonly ImmutableArray<(ShelfKey Key, Shelved<T> Items)> _onTop;

    private Shelf(ShelfPlan<T> plan, ImmutableDictionary<ShelfKey, Shelved<T>> items, ImmutableArray<(ShelfKey Key, Shelved<T> Items)> onTop)
    {
        _plan = plan;
        _items = items;
        _onTop = onTop;
    }

    /// <summary>Every manifest, once for each of its keys, in an order that is the same in every run.</summary>
    public IEnumerable<T> All => Settled.OrderBy(item => item.Key.ToString(), StringComparer.Ordinal).SelectMany(item => item.Value.Items);

    /// <summary>Every key, in an order that is the same in every run.</summary>
    public IEnumerable<string> Keys => Settled.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal);

    /// <summary>Whether nothing stands on it.</summary>
    public bool IsEmpty => _onTop.IsEmpty ? _items.IsEmpty : Settled.IsEmpty;

    /// <inheritdoc/>
    IEnumerable<Manifest> IShelf.All => All;

    private ImmutableDictionary<ShelfKey, Shelved<T>> Settled => Settle(_items, _onTop);

    /// <summary>What stands under a name; empty when nothing does.</summary>
    public ImmutableArray<T> At(string name) => Find(name).Items;

    /// <summary>What stands under a name in a namespace; empty when nothing does.</summary>
    public ImmutableArray<T> At(string ns, string name) => Find(ShelfKey.In(ns, name)).Items;

    /// <summary>Of what stands under a name, the one nearest to a folder; null when nothing does.</summary>
    public T? Nearest(string name, string folder) => Find(name).Nearest(folder);

    /// <summary>Of what stands under a name in a namespace, the one nearest to a folder; null when nothing does.</summary>
    public T? Nearest(string ns, string name, string folder) => Find(ShelfKey.In(ns, name)).Nearest(folder);

    /// <inheritdoc/>
    bool IShelf.Holds(Manifest manifest)
    {
        foreach (var known in manifest is T item ? Find(_plan.Name(item)).Items : [])
        {
            if (ReferenceEquals(known, manifest))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    IShelf IShelf.With(Manifest? manifest) => manifest is T item ? Changed(item, static (at, one, order) => at.With(one, order)) : this;

    /// <inheritdoc/>
    IShelf IShelf.Without(Manifest manifest) => manifest is T item ? Changed(item, static (at, one, _) => at.Without(one)) : this;

    /// <inheritdoc/>
    IReadOnlyList<Manifest> IShelf.Find(Manifest manifest)
    {
        List<Manifest>? found = null;
        foreach (var known in manifest is T item ? Find(_plan.Name(item)).Items : [])
        {
            if (string.Equals(known.Namespace, manifest.Namespace, StringComparison.Ordinal)
                && ManifestKinds.Of(known.Reference) == ManifestKinds.Of(manifest.Reference))
            {
                (found ??= []).Add(known);
            }
        }

        return (IReadOnlyList<Manifest>?)found ?? [];
    }

    /// <summary>Fills a shelf.</summary>
    internal static Shelf<T> Of(IEnumerable<T> manifests, ShelfPlan<T> plan)
    {
        var groups = new Dictionary<ShelfKey, ImmutableArray<T>.Builder>();
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

        var items = ImmutableDictionary.CreateBuilder<ShelfKey, Shelved<T>>();
        foreach (var (key, group) in groups)
        {
            group.Sort(plan.Order);
            items.Add(key, new Shelved<T>(group.DrainToImmutable()));
        }

        return new Shelf<T>(plan, items.ToImmutable(), []);
    }

    private Shelved<T> Find(ShelfKey key)
    {
        foreach (var (changed, items) in _onTop)
        {
            if (changed == key)
            {
                return items;
            }
        }

        return _items.TryGetValue(key, out var found) ? found : Shelved<T>.None;
    }

    private Shelf<T> Changed(T manifest, Func<Shelved<T>, T, IComparer<T>, Shelved<T>> change)
    {
        ShelfKey[] keys = [.. _plan.Keys(manifest)];
        if (keys.Length == 0)
        {
            return this;
        }

        var changes = new (ShelfKey Key, Shelved<T> Items)[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            changes[i] = (keys[i], change(Find(keys[i]), manifest, _plan.Order));
        }

        var onTop = _onTop.IsEmpty ? changes : Over(_onTop, changes);
        return onTop.Length <= MostOnTop
            ? new Shelf<T>(_plan, _items, ImmutableCollectionsMarshal.AsImmutableArray(onTop))
            : new Shelf<T>(_plan, Settle(_items, onTop), []);
    }

    private static (ShelfKey Key, Shelved<T> Items)[] Over(ImmutableArray<(ShelfKey Key, Shelved<T> Items)> old, (ShelfKey Key, Shelved<T> Items)[] changes) =>
        [.. old.Where(item => !Array.Exists(changes, change => change.Key == item.Key)), .. changes];

    private static ImmutableDictionary<ShelfKey, Shelved<T>> Settle(
        ImmutableDictionary<ShelfKey, Shelved<T>> items,
        IReadOnlyCollection<(ShelfKey Key, Shelved<T> Items)> onTop)
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
