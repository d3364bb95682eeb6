using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What a request would make of the cluster: an object as it will be, and as it was; null before where it is new.</summary>
internal sealed record Change(Manifest After, Manifest? Before)
{
    /// <summary>Whether the object is seen like this by the requests that follow.</summary>
    public bool IsKept { get; init; } = true;

    /// <summary>Null where nothing is judged: another kind, a status, the scale of an unknown workload.</summary>
    public static Change? Of(AdmissionRequest request, Inventory inventory) => request switch
    {
        { SubResource: "scale" } => Scaling.Of(request, inventory),
        { SubResource: "ephemeralcontainers" } => request.Manifest(request.Object) is Workload pod && request.Manifest(request.OldObject) is Workload before
            ? new Change(Debugged(pod), Debugged(before)) { IsKept = false }
            : null,
        { SubResource.Length: > 0 } => null,
        _ =>
            request.Manifest(request.Object) is { } manifest
                ? new Change(manifest, request.Operation == AdmissionOperation.Update ? request.Manifest(request.OldObject) : null)
                : null,
    };

    /// <summary>Somebody put a container into a pod that runs. The pod's owner does not know of it, so it cannot answer for it.</summary>
    private static Workload Debugged(Workload pod) => pod.Metadata.Controller is null ? pod : pod with { Metadata = pod.Metadata with { Controller = null } };
}
