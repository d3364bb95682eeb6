using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Sight;

/// <summary>In a cluster: what watches tell. What was admitted is believed in until they have told it too; what is gone, they tell.</summary>
internal sealed class ClusterSight(LiveInventory inventory, MissingLinks links) : ISight
{
    public string NotYet => inventory.IsSynced ? string.Empty : $"not listed yet: {string.Join(", ", inventory.Missing)}";

    public void Admit(Manifest manifest) => inventory.Believe(manifest);

    public void Forget(Manifest manifest)
    {
        // A deletion may be refused by somebody after us, or wait for a finalizer; the watch knows when it is done.
    }

    public ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop) => links.Seek(manifest, known, stop);
}
