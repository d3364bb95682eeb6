using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Restoring;

namespace HomelabStorage.Cluster.Backups;

/// <summary>A new pod whose app does not start because its volume could not be restored yet.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Obstacle">Why.</param>
internal sealed record RestoreWait(EventTarget Pod, Claim Claim, Obstacle Obstacle)
{
    /// <summary>Those among pods with our label. A restore that is at work for the first time, or was and ended well, is none.</summary>
    public static IEnumerable<RestoreWait> Of(IReadOnlyList<LiveObject> pods, Inventory inventory)
    {
        foreach (var pod in pods.Where(p => !p.IsBeingDeleted))
        {
            foreach (var container in List(pod.Root.At("spec", "initContainers"))
                .Where(c => c.TextAt("name").StartsWith(RestoreOnCreate.ContainerName, StringComparison.Ordinal)))
            {
                if (Why(pod, container.TextAt("name")) is { Length: > 0 } why
                    && inventory.Claims.At(pod.Namespace, ClaimOf(pod, container)).FirstOrDefault() is { } claim)
                {
                    yield return new RestoreWait(
                        new EventTarget(ManifestKinds.Pod.Named(pod.Namespace, pod.Name), pod.Uid),
                        claim,
                        new Obstacle(
                            "RestoreWaits",
                            $"pod {pod.Name} waits for claim {claim.Name} to be restored: {why}",
                            "it is tried again with growing pauses; annotation homelab-storage.io/restore: \"false\" on the claim starts over"));
                }
            }
        }
    }

    private static string Why(LiveObject pod, string container)
    {
        var status = List(pod.Root.At("status", "initContainerStatuses"))
            .FirstOrDefault(s => string.Equals(s.TextAt("name"), container, StringComparison.Ordinal));
        var ended = status.At("state", "terminated") is { ValueKind: JsonValueKind.Object } now ? now : status.At("lastState", "terminated");
        return Runs.Waiting(pod, status) is { Length: > 0 } waiting ? waiting
            : ended.At("exitCode") is { ValueKind: JsonValueKind.Number } code && code.GetInt32() != 0 ? RunOutcome.Sentence(ended.TextAt("message"))
            : string.Empty;
    }

    /// <summary>The claim of the volume that the container writes; the other one that it mounts is the target.</summary>
    private static string ClaimOf(LiveObject pod, JsonElement container)
    {
        var volume = List(container.At("volumeMounts")).FirstOrDefault(m => m.TextAt("mountPath") is "/data").TextAt("name");
        return List(pod.Root.At("spec", "volumes"))
            .FirstOrDefault(v => string.Equals(v.TextAt("name"), volume, StringComparison.Ordinal))
            .TextAt("persistentVolumeClaim", "claimName");
    }

    private static JsonElement.ArrayEnumerator List(JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
}
