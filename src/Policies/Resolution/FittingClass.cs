using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Which classes in sight may be advised: those that would hold the data, and with which nothing is wrong by themselves.</summary>
internal static class FittingClass
{
    /// <summary>What is behind a class for such a claim; null when it would lose the data, serve no volume, or is not known.</summary>
    public static Backend.Known? Of(StorageClass storageClass, AccessModes modes, bool isBlock, DataKind kind, StoragePolicy policy) =>
        BackendResolver.OfClass(storageClass, modes, isBlock, policy) is Backend.Known known
        && !policy.Row(kind).Never.Contains(known.Traits.Protocol)
        && !policy.Row(kind).Avoid.Contains(known.Traits.Protocol)
        && !IsForThePlatform(known, kind, policy)
        && !IsFaulty(storageClass, known, policy)
            ? known
            : null;

    /// <summary>Whether data that cannot be made again may lie there: not on one node's disk, and not where they go with their claim.</summary>
    public static bool Keeps(StorageClass storageClass, Backend.Known backend, DataKind kind, Criticality criticality) =>
        criticality < Criticality.Critical
        || DataTraits.Of(kind).CanBeRebuilt
        || ((storageClass.IsRetained || backend.Traits.KeepsDeleted) && !backend.IsNodeLocal);

    /// <summary>Whether the household keeps a backend for the platform, and some data are an application's.</summary>
    public static bool IsForThePlatform(Backend.Known backend, DataKind kind, StoragePolicy policy) =>
        policy.PlatformFamilies.Contains(backend.Family) && kind != DataKind.Unknown && !DataTraits.Of(kind).IsPlatform;

    private static bool IsFaulty(StorageClass storageClass, Backend.Known known, StoragePolicy policy)
    {
        foreach (var parameter in storageClass.Parameters)
        {
            if (string.Equals(parameter.Name, "mountOptions", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        if (known.Traits.Protocol == Protocol.Nfs && storageClass.MountOptions.Any(option => NfsMountOption.Of(option).IsUnsafe))
        {
            return true;
        }

        var entry = policy.Catalog.FindBackend(storageClass.Provisioner);
        return (entry is { Traits.Where: Whereabouts.Replicated } && known.IsNodeLocal)
            || (entry?.Parameters is { } rules && (rules.Missing(storageClass).Any() || (rules.RefusesOthers && rules.Strangers(storageClass).Any())));
    }
}
