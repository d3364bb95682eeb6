using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Mutation;

/// <summary>Lists on a pod the volumes that a file system backup has to copy.</summary>
internal static class VolumeBackups
{
    public static Mutation Of(WorkloadFacts pod, StoragePolicy policy)
    {
        if (BackupConsent.IsRefused(pod))
        {
            return Mutation.None;
        }

        var annotations = pod.Workload.Metadata.Annotations;
        var edits = new List<Edit>();
        foreach (var runner in policy.Protection.Runners.Where(r => r.PodVolumes.Length > 0
            && !annotations.ContainsKey(r.PodVolumes)
            && !annotations.ContainsKey(r.PodVolumesExcluded)))
        {
            var volumes = pod.AllMounts
                .Where(mount => IsCopied(mount, policy))
                .Select(mount => mount.Volume.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToArray();
            if (volumes.Length > 0)
            {
                edits.Add(new Edit("/metadata/annotations/" + JsonPointer.Escape(runner.PodVolumes), string.Join(',', volumes)));
            }
        }

        return edits.Count == 0 ? Mutation.None : new Mutation { Edits = edits };
    }

    private static bool IsCopied(MountFacts mount, StoragePolicy policy) =>
        mount is { Claim: { } claim, Main: { Traits.IsDatabase: true, Certainty: > Certainty.Guessed } data }
        && policy.Tiers.TryGetValue(data.Criticality, out var tier)
        && tier.Protects
        && !IsHostPath(claim)
        && !(claim.Claim is { } seen && BackupConsent.IsElsewhere(seen, mount.Surroundings));

    /// <summary>Those a file system backup skips. As long as there is no volume, a directory of the node will be one.</summary>
    private static bool IsHostPath(ClaimLink claim) =>
        claim.Volume is { } volume
            ? volume.Backing.Name is VolumeSource.Plugin.HostPath
            : claim.Backend is not Backend.Known { Traits.Protocol: not Protocol.Directory };
}
