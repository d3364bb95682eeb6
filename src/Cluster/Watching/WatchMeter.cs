using System.Diagnostics.Metrics;

namespace HomelabStorage.Cluster.Watching;

/// <summary>What is counted about watches.</summary>
public sealed class WatchMeter
{
    private readonly Counter<long> _restarts;
    private readonly Gauge<long> _objects;

    /// <summary>What came of watches and could not be read.</summary>
    public UnreadableObjects Unreadable { get; }

    /// <summary>Puts its instruments into a meter.</summary>
    public WatchMeter(Meter meter)
    {
        _restarts = meter.CreateCounter<long>("homelab_storage.watch.restarts", description: "Watches and lists that failed and were restarted.");
        _objects = meter.CreateGauge<long>("homelab_storage.cache.objects", description: "Objects in the last complete list of a resource.");
        Unreadable = new UnreadableObjects(meter);
    }

    internal void Failed(WatchedResource resource) => _restarts.Add(1, new KeyValuePair<string, object?>("resource", resource.ToString()));

    internal void Listed(WatchedResource resource, int count) => _objects.Record(count, new KeyValuePair<string, object?>("resource", resource.ToString()));
}
