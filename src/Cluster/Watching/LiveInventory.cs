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
    private readonly Action<Inventory> _publish;
    private readonly TimeProvider _time;
    private readonly Alarm _alarm;
    private readonly Dictionary<WatchedResource, Dictionary<ObjectReference, Observed>> _seen = [];
    private readonly Dictionary<ObjectReference, (Manifest Manifest, long Since)> _believed = [];
    private Inventory _inventory = Inventory.Empty;
    private long? _published;
    private bool _isStale;
    private volatile bool _isSynced;

    /// <summary>An inventory of nothing yet.</summary>
    public LiveInventory(IReadOnlyList<WatchedResource> resources, Action<Inventory> publish, TimeProvider time)
    {
        _resources = resources;
        _publish = publish;
        _time = time;
        _alarm = new Alarm(Settle, time);
    }

    /// <summary>Whether every resource has been listed once. Before that nothing is published, and nothing can be told from what is not in sight.</summary>
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
                if (!after.ContainsKey(reference) && !_believed.ContainsKey(reference))
                {
                    _inventory = _inventory.After(old.Manifest);
                    _isStale = true;
                }
            }

            foreach (var (reference, now) in after)
            {
                Show(reference, now, before.GetValueOrDefault(reference));
            }

            Publish(mayWait: true);
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
                Publish(mayWait: true);
            }
        }
    }

    /// <inheritdoc/>
    public void Remove(WatchedResource resource, ObjectReference reference)
    {
        lock (_gate)
        {
            if (_seen.TryGetValue(resource, out var all) && all.Remove(reference, out var gone) && _isSynced && !_believed.ContainsKey(reference))
            {
                _inventory = _inventory.After(gone.Manifest);
                _isStale = true;
                Publish(mayWait: true);
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
                _believed[manifest.Reference] = (manifest, _time.GetTimestamp());
                _alarm.Set(Belief);
                _inventory = _inventory.With(manifest);
                _isStale = true;
                Publish(mayWait: false);
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
            _inventory = Inventory.Of(_seen.Values.SelectMany(all => all.Values).Select(o => o.Manifest));
            _isStale = true;
            Publish(mayWait: false);
            _isSynced = true;
        }
    }

    private void Show(ObjectReference reference, Observed now, Observed? before)
    {
        var wasBelieved = _believed.Remove(reference);
        if (wasBelieved || before is null || before.Digest != now.Digest)
        {
            _inventory = _inventory.With(now.Manifest);
            _isStale = true;
        }
    }

    private void Publish(bool mayWait)
    {
        if (!_isStale)
        {
            return;
        }

        if (mayWait && _published is { } last && _time.GetElapsedTime(last) is var since && since < Quiet)
        {
            _alarm.Set(Quiet - since);
            return;
        }

        _isStale = false;
        _published = _time.GetTimestamp();
        _publish(_inventory);
    }

    /// <summary>Does what had to wait: forgets what was believed in for long enough, and shows what has changed.</summary>
    private void Settle()
    {
        lock (_gate)
        {
            _alarm.Heard();
            foreach (var (reference, (manifest, _)) in _believed.Where(b => _time.GetElapsedTime(b.Value.Since) >= Belief).ToArray())
            {
                _believed.Remove(reference);
                var seen = _seen.Values.Select(all => all.GetValueOrDefault(reference)).FirstOrDefault(o => o is not null);
                _inventory = seen is null ? _inventory.Without(manifest) : _inventory.With(seen.Manifest);
                _isStale = true;
            }

            if (_believed.Count > 0)
            {
                _alarm.Set(Belief - _believed.Values.Max(b => _time.GetElapsedTime(b.Since)));
            }

            Publish(mayWait: true);
        }
    }
}
