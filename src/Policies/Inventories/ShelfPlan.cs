using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>What a shelf is for: under which keys a manifest stands on it, and in which order several do.</summary>
internal sealed class ShelfPlan<T>(Func<T, IEnumerable<string>> keys, IComparer<T> order, bool isByName = false) : IShelfPlan
    where T : Manifest
{
    private int _place = -1;

    /// <summary>A shelf in the order in which manifests are written.</summary>
    public ShelfPlan(Func<T, IEnumerable<string>> keys, bool isByName = false)
        : this(keys, WrittenOrder.Instance, isByName)
    {
    }

    /// <inheritdoc/>
    public bool IsByName => isByName;

    /// <summary>Where the shelf stands among all of an inventory.</summary>
    public int Place => _place >= 0 ? _place : _place = Shelves.All.IndexOf(this);

    /// <summary>The order of several manifests under one key.</summary>
    public IComparer<T> Order => order;

    /// <summary>The keys of a manifest.</summary>
    public IEnumerable<string> Keys(T manifest) => keys(manifest);

    /// <inheritdoc/>
    public IShelf Fill(IReadOnlyCollection<Manifest> manifests) => Shelf<T>.Of(manifests.OfType<T>(), this);
}
