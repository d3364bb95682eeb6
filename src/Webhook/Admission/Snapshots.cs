using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Holds the current snapshot; every change is a new one, swapped in whole.</summary>
internal sealed class Snapshots(Snapshot first)
{
    private Snapshot _current = first;

    public Snapshot Current => Volatile.Read(ref _current);

    /// <summary>Puts an admitted object in sight of the requests that follow.</summary>
    public void Admit(Manifest manifest) => Swap(snapshot => snapshot.With(snapshot.Inventory.With(manifest)));

    /// <summary>Takes a deleted object out of sight.</summary>
    public void Forget(Manifest manifest) => Swap(snapshot => snapshot.With(snapshot.Inventory.Without(manifest)));

    private void Swap(Func<Snapshot, Snapshot> change)
    {
        for (var seen = Current; ;)
        {
            var found = Interlocked.CompareExchange(ref _current, change(seen), seen);
            if (ReferenceEquals(found, seen))
            {
                return;
            }

            seen = found;
        }
    }
}
