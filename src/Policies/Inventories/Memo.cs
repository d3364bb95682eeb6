using System.Collections.Concurrent;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// What was found out about the manifests of one inventory, for whoever asks next, from as many threads as like. Of other manifests nothing is remembered:
/// questions have no end. What lies below is what another inventory has found out of the manifests that both have.
/// </summary>
internal sealed class Memo<TManifest, TFacts>(Inventory inventory, Func<TManifest, TFacts> find, Memo<TManifest, TFacts>? below = null)
    where TManifest : Manifest
    where TFacts : class
{
    private ConcurrentDictionary<TManifest, TFacts>? _known;

    public TFacts Of(TManifest manifest)
    {
        if (_known is not null && _known.TryGetValue(manifest, out var known))
        {
            return known;
        }

        if (below is not null && below.Remembers(manifest))
        {
            return below.Of(manifest);
        }

        var found = find(manifest);
        return inventory.Holds(manifest) ? Known.GetOrAdd(manifest, found) : found;
    }

    private ConcurrentDictionary<TManifest, TFacts> Known =>
        _known ?? Interlocked.CompareExchange(ref _known, new(concurrencyLevel: 1, capacity: 7, ReferenceEqualityComparer.Instance), comparand: null) ?? _known;

    private bool Remembers(TManifest manifest) => _known?.ContainsKey(manifest) == true || inventory.Holds(manifest) || below?.Remembers(manifest) == true;
}
