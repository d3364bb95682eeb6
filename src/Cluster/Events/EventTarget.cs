using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Events;

/// <summary>The object an event is about.</summary>
/// <param name="Reference">Its name.</param>
/// <param name="Uid">The API server's own name for it, without which <c>kubectl describe</c> does not show the event.</param>
public sealed record EventTarget(ObjectReference Reference, string Uid);
