using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>What a shelf is for: under which keys a manifest stands on it, and in which order several do.</summary>
internal sealed class ShelfPlan<T>(Func<T, IEnumerable<ShelfKey>> keys, IComparer<T> order, Func<T, ShelfKey>? name = null) : IShelfPlan
    where T : Manifest
{
    private int _place = -1;

    /// <summary>A shelf in the order in which manifests are written.</summary>
    public ShelfPlan(Func<T, IEnumerable<ShelfKey>> keys)
        : this(keys, WrittenOrder.Instance)
    {
    }

    /// <summary>The shelf on which each manifest stands by its name.</summary>
    public ShelfPlan(Func<T, ShelfKey> name)
        : this(manifest => [name(manifest)], WrittenOrder.Instance, name)
    {
    }

    /// <inheritdoc/>
    public bool IsByName => name is not null;

    /// <summary>Where the shelf stands among all of an inventory.</summary>
    public int Place => _place >= 0 ? _place : _place = Shelves.All.IndexOf(this);

    /// <summary>The order of several manifests under one key.</summary>
    public IComparer<T> Order => order;

    /// <summary>The keys of a manifest.</summary>
    public IEnumerable<ShelfKey> Keys(T manifest) => keys(manifest);

    /// <summary>The one key of a manifest where that is its name.</summary>
    public ShelfKey Name(T manifest) => name!(manifest);

    /// <inheritdoc/>
    public bool Takes(Manifest? manifest) => manifest is T;

    /// <inheritdoc/>
    public IShelf Fill(IReadOnlyCollection<Manifest> manifests) => Shelf<T>.Of(manifests.OfType<T>(), this);
}
