using HomelabStorage.Policies.Inventories;

namespace HomelabStorage.Cluster.Watching;

/// <summary>The inventory as it is shown: a change at a time, and a snapshot of several changes where they come fast.</summary>
internal sealed class Publication(Action<Inventory> publish, Alarm alarm, TimeSpan quiet, TimeProvider time)
{
    private long? _published;
    private bool _isStale;

    /// <summary>What the next snapshot shows.</summary>
    public Inventory Inventory { get; private set; } = Inventory.Empty;

    /// <summary>Has the next snapshot show something else.</summary>
    public void Show(Inventory inventory) => (Inventory, _isStale) = (inventory, true);

    /// <summary>Publishes what has changed; what may wait waits until the last snapshot is old enough.</summary>
    public void Publish(bool mayWait)
    {
        if (!_isStale)
        {
            return;
        }

        if (mayWait && _published is { } last && time.GetElapsedTime(last) is var since && since < quiet)
        {
            alarm.Set(quiet - since);
            return;
        }

        _isStale = false;
        _published = time.GetTimestamp();
        publish(Inventory);
    }
}
