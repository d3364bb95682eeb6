using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Holds the current snapshot; every change is a new one, swapped in whole.</summary>
internal sealed class Snapshots(Snapshot first)
{
    private Snapshot _current = first;

    public Snapshot Current => Volatile.Read(ref _current);

    /// <summary>Adds an admitted object, which the requests that follow see.</summary>
    public void Admit(Manifest manifest) => Swap(snapshot => snapshot.With(snapshot.Inventory.With(manifest)));

    /// <summary>Removes a deleted object, which the requests that follow do not see.</summary>
    public void Forget(Manifest manifest) => Swap(snapshot => snapshot.With(snapshot.Inventory.After(manifest)));

    /// <summary>Judges by another inventory from now on.</summary>
    public void See(Inventory inventory) => Swap(snapshot => snapshot.With(inventory));

    /// <summary>Judges by another policy from now on.</summary>
    public void Obey(StoragePolicy policy) => Swap(snapshot => new Snapshot(snapshot.Inventory, policy));

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
