using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>The group to which the kubelet gives a volume, so that somebody but root may write into it.</summary>
internal static class VolumeGroup
{
    private const string Groups = "supplementalGroups";

    /// <summary>Whether the app of a CronJob has one.</summary>
    public static bool IsKnown(LiveObject cronJob) =>
        cronJob.Root.At("spec", "jobTemplate", "spec", "template", "spec", "securityContext", Groups).ValueKind == JsonValueKind.Array;

    /// <summary>
    /// That of a pod that writes: the app's own, to which the kubelet gives the volume anyhow; and where the app has none, that of the user, but only if the
    /// volume holds nothing whose modes would be changed. Null for none.
    /// </summary>
    public static long? Of(JsonObject pod, RestorePlan plan)
    {
        var security = pod["securityContext"];
        return security?[Groups] is JsonArray { Count: > 0 } groups ? (long?)groups[0]
            : plan.IsLost || plan.IsEmpty ? (long?)security?["runAsGroup"] ?? (long?)security?["runAsUser"]
            : null;
    }
}
