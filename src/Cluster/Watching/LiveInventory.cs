using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Watching;

/// <summary>
/// The inventory of a living cluster: what watches have told, and for a moment what was admitted and the watches have not told yet. Publishes a new
/// snapshot after each change, but not more often than every <see cref="Quiet"/>.
/// </summary>
public sealed class LiveInventory : IInventorySink, IDisposable
{
    /// <summary>How long an admitted object is believed in without being seen: its request may have failed after us.</summary>
    public static readonly TimeSpan Belief = TimeSpan.FromSeconds(10);

    /// <summary>The least time between two snapshots that watches ask for.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly IReadOnlyList<WatchedResource> _resources;
    private readonly Alarm _alarm;
    private readonly Dictionary<WatchedResource, Dictionary<ObjectReference, Observed>> _seen = [];
    private readonly Beliefs _believed;
    private readonly Publication _publication;
    private volatile bool _isSynced;

    /// <summary>An inventory of nothing yet.</summary>
    public LiveInventory(IReadOnlyList<WatchedResource> resources, Action<Inventory> publish, TimeProvider time)
    {
        _resources = resources;
        _alarm = new Alarm(Settle, time);
        _publication = new Publication(publish, _alarm, Quiet, time);
        _believed = new Beliefs(Belief, time);
    }

    /// <summary>Whether every resource has been listed once. Before that nothing is published, and nothing can be told from what is not known.</summary>
    public bool IsSynced => _isSynced;

    /// <summary>The resources that have not been listed yet.</summary>
    public IReadOnlyList<WatchedResource> Missing
    {
        get
        {
            lock (_gate)
            {
                return [.. _resources.Where(r => !_seen.ContainsKey(r))];
            }
        }
    }

    /// <inheritdoc/>
    public void Replace(WatchedResource resource, IReadOnlyCollection<Observed> all)
    {
        lock (_gate)
        {
            var before = _seen.GetValueOrDefault(resource) ?? [];
            var after = new Dictionary<ObjectReference, Observed>();
            foreach (var observed in all.Where(IsKept))
            {
                after[observed.Manifest.Reference] = observed;
            }

            _seen[resource] = after;
            if (!_isSynced)
            {
                Begin();
                return;
            }

            foreach (var (reference, old) in before)
            {
                if (!after.ContainsKey(reference) && !_believed.Has(reference))
                {
                    _publication.Show(_publication.Inventory.After(old.Manifest));
                }
            }

            foreach (var (reference, now) in after)
            {
                Show(reference, now, before.GetValueOrDefault(reference));
            }

            _publication.Publish(mayWait: true);
        }
    }

    /// <inheritdoc/>
    public void Put(WatchedResource resource, Observed observed)
    {
        if (!IsKept(observed))
        {
            Remove(resource, observed.Manifest.Reference);
            return;
        }

        lock (_gate)
        {
            var reference = observed.Manifest.Reference;
            var all = _seen.TryGetValue(resource, out var known) ? known : _seen[resource] = [];
            var before = all.GetValueOrDefault(reference);
            all[reference] = observed;
            if (_isSynced)
            {
                Show(reference, observed, before);
                _publication.Publish(mayWait: true);
            }
        }
    }

    /// <inheritdoc/>
    public void Remove(WatchedResource resource, ObjectReference reference)
    {
        lock (_gate)
        {
            if (_seen.TryGetValue(resource, out var all) && all.Remove(reference, out var gone) && _isSynced && !_believed.Has(reference))
            {
                _publication.Show(_publication.Inventory.After(gone.Manifest));
                _publication.Publish(mayWait: true);
            }
        }
    }

    /// <summary>Believes in an object that has just been admitted or was found, until a watch tells of it.</summary>
    public void Believe(Manifest manifest)
    {
        lock (_gate)
        {
            if (_isSynced)
            {
                _believed.Hold(manifest);
                _alarm.Set(Belief);
                _publication.Show(_publication.Inventory.With(manifest));
                _publication.Publish(mayWait: false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _alarm.Dispose();

    private static bool IsKept(Observed observed) => observed.Manifest is not Workload { IsOwned: true };

    /// <summary>Once all have been listed, they are gathered in one go.</summary>
    private void Begin()
    {
        if (_resources.All(_seen.ContainsKey))
        {
            _publication.Show(Inventory.Of(_seen.Values.SelectMany(all => all.Values).Select(o => o.Manifest)));
            _publication.Publish(mayWait: false);
            _isSynced = true;
        }
    }

    private void Show(ObjectReference reference, Observed now, Observed? before)
    {
        var wasBelieved = _believed.Drop(reference);
        if (wasBelieved || before is null || before.Digest != now.Digest)
        {
            _publication.Show(_publication.Inventory.With(now.Manifest));
        }
    }

    /// <summary>Does what had to wait: forgets what was believed in for long enough, and shows what has changed.</summary>
    private void Settle()
    {
        lock (_gate)
        {
            _alarm.Heard();
            foreach (var manifest in _believed.Outdated())
            {
                var seen = _seen.Values.Select(all => all.GetValueOrDefault(manifest.Reference)).FirstOrDefault(o => o is not null);
                _publication.Show(seen is null ? _publication.Inventory.Without(manifest) : _publication.Inventory.With(seen.Manifest));
            }

            if (_believed.Left is { } left)
            {
                _alarm.Set(left);
            }

            _publication.Publish(mayWait: true);
        }
    }
}
