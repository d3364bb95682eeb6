using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Sight;

/// <summary>How the server comes to know what the cluster holds.</summary>
internal interface ISight
{
    /// <summary>Why nothing can be judged yet; empty once everything that matters is in sight.</summary>
    string NotYet { get; }

    /// <summary>Puts an admitted object in sight of the requests that follow.</summary>
    void Admit(Manifest manifest);

    /// <summary>Takes an object that is being deleted out of sight.</summary>
    void Forget(Manifest manifest);

    /// <summary>Looks for what an object leads to and is not known.</summary>
    ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop);
}
