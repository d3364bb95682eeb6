using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Where a kind of workload keeps what all of them have. Each function is given the object's spec.</summary>
internal sealed record WorkloadShape
{
    /// <summary>What holds the metadata and the spec of the pods.</summary>
    public Func<JsonElement, JsonElement> Template { get; init; } = spec => spec.Field("template"u8);

    /// <summary>JSON Pointer to the spec of the pods.</summary>
    public string Pointer { get; init; } = "/spec/template/spec";

    /// <summary>How many pods may run at once; one where it is not said.</summary>
    public Func<JsonElement, JsonElement> Replicas { get; init; } = _ => default;

    /// <summary>How an old pod gives way to a new one.</summary>
    public Func<JsonElement, Rollout> Rollout { get; init; } = _ => Manifests.Rollout.None;

    /// <summary>What to write for the old pod to be gone before the new one starts.</summary>
    public string OneAtATime { get; init; } = string.Empty;

    /// <summary>Whether it makes claims of templates.</summary>
    public bool HasClaimTemplates { get; init; }

    /// <summary>Whether it runs at times.</summary>
    public bool HasTimetable { get; init; }

    /// <summary>Whether it is the pod.</summary>
    public bool IsPod { get; init; }

    /// <summary>A pod is its own template.</summary>
    public static WorkloadShape Pod { get; } = new() { IsPod = true, Pointer = "/spec" };

    /// <summary>ReplicaSets and ReplicationControllers, whose pods come and go all at once.</summary>
    public static WorkloadShape ReplicaSet { get; } = new() { Replicas = spec => spec.Field("replicas"u8) };

    /// <summary>Deployments.</summary>
    public static WorkloadShape Deployment { get; } = new()
    {
        Replicas = spec => spec.Field("replicas"u8),
        Rollout = spec => spec.Field("strategy"u8) is var strategy
            && (strategy.Text("type"u8) is "Recreate" || strategy.Field("rollingUpdate"u8).Text("maxSurge"u8) is "0" or "0%")
            ? Manifests.Rollout.OneAfterAnother
            : Manifests.Rollout.Overlapping,
        OneAtATime = "spec.strategy: {type: Recreate}",
    };

    /// <summary>StatefulSets.</summary>
    public static WorkloadShape StatefulSet { get; } = new()
    {
        Replicas = spec => spec.Field("replicas"u8),
        Rollout = _ => Manifests.Rollout.OneAfterAnother,
        HasClaimTemplates = true,
    };

    /// <summary>DaemonSets.</summary>
    public static WorkloadShape DaemonSet { get; } = new()
    {
        Rollout = spec => spec.Field("updateStrategy"u8).Field("rollingUpdate"u8).Text("maxSurge"u8) is "" or "0" or "0%"
            ? Manifests.Rollout.OneAfterAnother
            : Manifests.Rollout.Overlapping,
        OneAtATime = "spec.updateStrategy.rollingUpdate.maxSurge: 0",
    };

    /// <summary>Jobs.</summary>
    public static WorkloadShape Job { get; } = new() { Replicas = spec => spec.Field("parallelism"u8) };

    /// <summary>CronJobs.</summary>
    public static WorkloadShape CronJob { get; } = new()
    {
        Template = spec => spec.Field("jobTemplate"u8).Field("spec"u8).Field("template"u8),
        Pointer = "/spec/jobTemplate/spec/template/spec",
        HasTimetable = true,
        Replicas = spec => spec.Field("jobTemplate"u8).Field("spec"u8).Field("parallelism"u8),
    };
}
