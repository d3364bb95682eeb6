using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Volumes that any node may have, but one at a time.</summary>
internal static class Attachment
{
    /// <summary>
    /// Whether a running pod keeps a block device attached that no other node gets meanwhile. What is on a node's own disks says so by its node affinity,
    /// and takes every pod there; a driver that usually keeps several copies attaches the only one as well.
    /// </summary>
    public static bool IsTaken(MountFacts data, StoragePolicy policy) =>
        data is { Backend: Backend.Known { Traits: { Protocol: Protocol.Block, Where: var where } }, Claim: { Spec.AccessModes: var modes } claim }
        && claim.Volume is not { Nodes: not NodeReach.Any }
        && (IsApart(where) || (policy.Catalog.FindBackend(Driver(claim)) is { Traits.Where: var usual } && IsApart(usual)))
        && modes != AccessModes.None
        && (modes & (AccessModes.ReadWriteMany | AccessModes.ReadOnlyMany)) == AccessModes.None
        && data.Workload is { Replicas: > 0, IsBatch: false };

    private static bool IsApart(Whereabouts where) => where is Whereabouts.Replicated or Whereabouts.Nas or Whereabouts.Cloud;

    private static string Driver(ClaimLink claim) =>
        claim.Volume?.Backing.Name ?? (claim.Class as StorageClassReference.Known)?.Class.Provisioner ?? string.Empty;
}
