using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Sight;

/// <summary>How the server comes to know what the cluster holds.</summary>
internal interface ISight
{
    /// <summary>Why nothing can be judged yet; empty once everything that matters is known.</summary>
    string NotYet { get; }

    /// <summary>Adds an admitted object, which the requests that follow see.</summary>
    void Admit(Manifest manifest);

    /// <summary>Removes an object that is being deleted, which the requests that follow do not see.</summary>
    void Forget(Manifest manifest);

    /// <summary>Looks for what an object leads to and is not known.</summary>
    ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop);
}
