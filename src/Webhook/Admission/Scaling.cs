using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// What a request to <c>/scale</c> comes to, as an autoscaler and <c>kubectl scale</c> make it: the workload with as many pods as it is to have, and as it
/// had. The request carries numbers only; the workload is the one in sight.
/// </summary>
internal static class Scaling
{
    /// <summary>Null where the workload is out of sight, or is not judged.</summary>
    public static Change? Of(AdmissionRequest request, Inventory inventory) =>
        ManifestKinds.OfResource(request.Parent.Group, request.Parent.Plural) is { } kind && Find(inventory, request.Resource, kind) is { } workload
            ? new Change(workload with { Replicas = Replicas(request.Object) }, workload with { Replicas = Replicas(request.OldObject) })
            : null;

    private static Workload? Find(Inventory inventory, ObjectReference scale, ManifestKind kind)
    {
        foreach (var workload in inventory.Workloads.At($"{scale.Namespace}/{scale.Name}"))
        {
            if (ManifestKinds.Of(workload.Reference) == kind)
            {
                return workload;
            }
        }

        return null;
    }

    /// <summary>None is written as nothing.</summary>
    private static int Replicas(JsonElement scale) =>
        scale.ValueKind == JsonValueKind.Object
        && scale.TryGetProperty("spec"u8, out var spec) && spec.ValueKind == JsonValueKind.Object
        && spec.TryGetProperty("replicas"u8, out var replicas) && replicas.ValueKind == JsonValueKind.Number && replicas.TryGetInt32(out var number)
            ? number : 0;
}
