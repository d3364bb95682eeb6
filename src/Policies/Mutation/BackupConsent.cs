using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>Whether backups are ours to arrange: nobody has said no, and no backup operator has been told already.</summary>
internal static class BackupConsent
{
    /// <summary>Whether an object's own annotation says no.</summary>
    public static bool IsRefused(IReadOnlyDictionary<string, string> annotations) =>
        annotations.TryGetValue(Annotation.Backup, out var wanted) && wanted is "false";

    /// <summary>Whether the pod or its namespace says no.</summary>
    public static bool IsRefused(WorkloadFacts pod) => IsRefused(pod.Workload.Metadata.Annotations) || IsRefused(pod.Surroundings.Namespace.Annotations);

    /// <summary>Whether a claim is left to others: it or its namespace says no, or an operator has been told of it.</summary>
    public static bool IsElsewhere(Claim claim, Surroundings surroundings) =>
        IsRefused(claim.Metadata.Annotations)
        || IsRefused(surroundings.Namespace.Annotations)
        || ProtectionResolver.IsTold(claim, surroundings.Inventory);
}
