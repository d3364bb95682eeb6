using HomelabStorage.Cluster.Watching;

namespace HomelabStorage.Cluster;

/// <summary>
/// What work on a whole cluster leaves behind in memory. A full collection of the runtime's own accord may be hours away, and until then the garbage stays:
/// as much again as all that is followed. Everything waits for a collection, some 50 ms for 500 claims, so that one is for all that was left within
/// <see cref="Wait"/>.
/// </summary>
public sealed class Leftovers : IDisposable
{
    /// <summary>How long what is left waits for what else may be.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Alarm _alarm;
    private readonly Action _collect;

    /// <summary>Nothing is left yet.</summary>
    public Leftovers(TimeProvider time)
        : this(GiveBack, time)
    {
    }

    internal Leftovers(Action collect, TimeProvider time)
    {
        _collect = collect;
        _alarm = new Alarm(Collect, time);
    }

    /// <summary>Collects what nobody refers to, and gives its memory back to the node.</summary>
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Something is left: it is given back soon.</summary>
    public void Add()
    {
        lock (_gate)
        {
            _alarm.Set(Wait);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _alarm.Dispose();

    private void Collect()
    {
        lock (_gate)
        {
            _alarm.Heard();
        }

        _collect();
    }
}
