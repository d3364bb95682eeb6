using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>The nodes that the bytes of a mount may be on, where something known names them.</summary>
internal static class BoundNodes
{
    /// <summary>What the scheduler writes on a claim whose volume waits for its first pod.</summary>
    private const string Selected = "volume.kubernetes.io/selected-node";

    /// <summary>By the volume, else by where the only pods that use it may run.</summary>
    public static IReadOnlyList<string> Of(MountFacts mount) => OfVolume(mount) is { Count: > 0 } nodes ? nodes : mount.Workload.Pod.Nodes;

    /// <summary>By the PersistentVolume, else by the claim.</summary>
    public static IReadOnlyList<string> OfVolume(MountFacts mount) =>
        mount.Claim?.Volume is { Nodes: NodeReach.Named { Names: var nodes } } ? nodes
        : mount.Claim?.Claim?.Metadata.Annotations.TryGetValue(Selected, out var selected) == true && selected.Length > 0 ? [selected]
        : [];
}
