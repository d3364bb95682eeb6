using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads Argo's Rollouts: Deployments with other strategies. Source: https://argo-rollouts.readthedocs.io/en/stable/features/specification/</summary>
internal static class RolloutReader
{
    private static readonly WorkloadReader Workloads = new(new WorkloadShape
    {
        Replicas = spec => spec.Field("replicas"u8),
        Rollout = spec => spec.Field("strategy"u8).Field("canary"u8).Text("maxSurge"u8) is "0" or "0%" ? Rollout.OneAfterAnother : Rollout.Overlapping,
        OneAtATime = "spec.strategy: {canary: {maxSurge: 0, maxUnavailable: 1}}",
    });

    /// <summary>Null for one that takes its pods from a Deployment, which is judged itself.</summary>
    public static Workload? Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) =>
        root.Field("spec"u8).Field("workloadRef"u8).ValueKind == JsonValueKind.Object ? null : Workloads.Read(root, reference, metadata, source);
}
