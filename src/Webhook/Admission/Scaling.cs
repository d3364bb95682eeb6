using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// What a request to <c>/scale</c> comes to, as an autoscaler and <c>kubectl scale</c> make it: the workload with as many pods as it is to have, and as it
/// had. The request carries numbers only; the workload is the known one.
/// </summary>
internal static class Scaling
{
    /// <summary>Null where the workload is unknown, or is not judged.</summary>
    public static Change? Of(AdmissionRequest request, Inventory inventory) =>
        ManifestKinds.OfResource(request.Parent.Group, request.Parent.Plural) is { } kind && Find(inventory, request.Resource, kind) is { } workload
            ? new Change(workload with { Replicas = Replicas(request.Object) }, workload with { Replicas = Replicas(request.OldObject) })
            : null;

    private static Workload? Find(Inventory inventory, ObjectReference scale, ManifestKind kind)
    {
        foreach (var workload in inventory.Workloads.At(scale.Namespace, scale.Name))
        {
            if (ManifestKinds.Of(workload.Reference) == kind)
            {
                return workload;
            }
        }

        return null;
    }

    /// <summary>What of a request cannot be read; null where all of it can, and where the workload is not judged.</summary>
    public static ManifestReading.Unreadable? Obstacle(AdmissionRequest request, Inventory inventory) =>
        ManifestKinds.OfResource(request.Parent.Group, request.Parent.Plural) is { } kind && Find(inventory, request.Resource, kind) is not null
        && (Asked(request.Object) is null || Asked(request.OldObject) is null)
            ? new ManifestReading.Unreadable(request.Resource, "/spec/replicas", "spec.replicas is not a whole number")
            : null;

    private static int Replicas(JsonElement scale) => Asked(scale) ?? 0;

    /// <summary>A number of pods, where none is written as nothing; null for anything else.</summary>
    private static int? Asked(JsonElement scale)
    {
        if (scale.ValueKind != JsonValueKind.Object || !scale.TryGetProperty("spec"u8, out var spec) || spec.ValueKind == JsonValueKind.Null)
        {
            return 0;
        }

        if (spec.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!spec.TryGetProperty("replicas"u8, out var replicas) || replicas.ValueKind == JsonValueKind.Null)
        {
            return 0;
        }

        return replicas.ValueKind == JsonValueKind.Number && replicas.TryGetInt32(out var number) ? number : null;
    }
}
