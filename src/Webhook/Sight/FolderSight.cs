using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Webhook.Sight;

/// <summary>Without a cluster: the manifests of a folder, and what is admitted from then on.</summary>
internal sealed class FolderSight(Snapshots snapshots) : ISight
{
    public string NotYet => string.Empty;

    public void Admit(Manifest manifest) => snapshots.Admit(manifest);

    public void Forget(Manifest manifest) => snapshots.Forget(manifest);

    public ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop) => ValueTask.CompletedTask;
}
