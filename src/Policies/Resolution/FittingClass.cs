using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Which known classes may be advised: those that would hold the data, and with which nothing is wrong by themselves.</summary>
internal static class FittingClass
{
    /// <summary>What is behind a class for such a claim; null when it would lose the data, serve no volume, or is not known.</summary>
    public static Backend.Known? Of(StorageClass storageClass, AccessModes modes, bool isBlock, DataKind kind, StoragePolicy policy) =>
        BackendResolver.OfClass(storageClass, modes, isBlock, policy) is Backend.Known known
        && !policy.Row(kind).Never.Contains(known.Traits.Protocol)
        && !policy.Row(kind).Avoid.Contains(known.Traits.Protocol)
        && (known.Traits.Protocol != Protocol.Unknown || policy.Classes.ContainsKey(storageClass.Name))
        && !IsForThePlatform(known, kind, policy)
        && !IsFaulty(storageClass, known, policy)
        && !IsPutAway(storageClass)
            ? known
            : null;

    /// <summary>Why a class may not be advised for some data, as the end of a sentence.</summary>
    public static string WhyNot(StorageClass storageClass, DataKind kind, StoragePolicy policy) =>
        BackendResolver.OfClass(storageClass, AccessModes.ReadWriteOnce, isBlock: false, policy) is not Backend.Known known
                ? $"its provisioner {storageClass.Provisioner} is not known"
            : policy.Row(kind).Never.Contains(known.Traits.Protocol) || policy.Row(kind).Avoid.Contains(known.Traits.Protocol) ? $"it is {known.Spoken}"
            : IsForThePlatform(known, kind, policy) ? $"platformFamilies reserves {known.Title}"
            : storageClass.MountOptions.FirstOrDefault(option => NfsMountOption.Of(option).IsUnsafe) is { } option
                && known.Traits.Protocol == Protocol.Nfs ? $"it mounts with '{option}'"
            : known.IsNodeLocal && policy.Catalog.FindBackend(storageClass.Provisioner) is { Traits.Where: Whereabouts.Replicated }
                ? "it keeps one copy, on one node"
            : IsFaulty(storageClass, known, policy) ? "its parameters are wrong"
            : known.IsNodeLocal ? "it is on one node's disk"
            : "it does not hold such data";

    /// <summary>Whether the place is right for some data: what cannot be made again does not lie on one node's disk alone.</summary>
    public static bool Holds(Backend.Known backend, DataKind kind, Criticality criticality) =>
        criticality < Criticality.Critical || DataTraits.Of(kind).CanBeRebuilt || !backend.IsNodeLocal;

    /// <summary>
    /// Whether a class comes before others of its row. What cannot be made again goes first where nothing has to change; about all else the order of the
    /// household decides.
    /// </summary>
    public static bool IsFirst(StorageClass storageClass, Backend.Known backend, DataKind kind, Criticality criticality, StoragePolicy policy) =>
        criticality < Criticality.Critical
            || (Holds(backend, kind, criticality) && IsReady(storageClass, backend, kind, criticality, policy));

    /// <summary>Whether a class may be named as it is: nothing about it has to change first.</summary>
    public static bool IsReady(StorageClass storageClass, Backend.Known backend, DataKind kind, Criticality criticality, StoragePolicy policy) =>
        !Obstacles(storageClass, backend, kind, criticality, policy).Any();

    /// <summary>Whether a volume of a class is deleted together with its claim.</summary>
    public static bool Deletes(StorageClass storageClass, Backend.Known backend) => !storageClass.IsRetained && !backend.Traits.KeepsDeleted;

    /// <summary>What somebody has to do about a class before data is stored there, and how it then is. A rule says the same of the class itself.</summary>
    public static IEnumerable<(string Doing, string Done)> Obstacles(
        StorageClass storageClass,
        Backend.Known backend,
        DataKind kind,
        Criticality criticality,
        StoragePolicy policy)
    {
        if (Deletes(storageClass, backend) && criticality > Criticality.Low && !DataTraits.Of(kind).CanBeRebuilt)
        {
            yield return ($"recreating StorageClass {storageClass.Name} with reclaimPolicy: Retain", "its reclaimPolicy is Retain");
        }

        var strangers = policy.Catalog.FindBackend(storageClass.Provisioner)?.Parameters?.Strangers(storageClass).Select(p => p.Name) ?? [];
        if (string.Join(" and ", strangers) is { Length: > 0 } names)
        {
            yield return ($"recreating StorageClass {storageClass.Name} with {names} corrected in parameters", $"its {names} is corrected");
        }
    }

    /// <summary>Whether the household keeps a backend for the platform, and some data is an application's.</summary>
    public static bool IsForThePlatform(Backend.Known backend, DataKind kind, StoragePolicy policy) =>
        policy.PlatformFamilies.Contains(backend.Family) && kind != DataKind.Unknown && !DataTraits.Of(kind).IsPlatform;

    /// <summary>Whether nobody creates it any more, as far as its folder tells.</summary>
    private static bool IsPutAway(StorageClass storageClass) => storageClass.IsUnapplied && PutAwayFolder.Holds(storageClass.Source.Folder);

    /// <summary>Whether a class serves no volume, or another than it says.</summary>
    public static bool IsFaulty(StorageClass storageClass, Backend backend, StoragePolicy policy)
    {
        foreach (var parameter in storageClass.Parameters)
        {
            if (string.Equals(parameter.Name, "mountOptions", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        if (backend is Backend.Known { Traits.Protocol: Protocol.Nfs } && storageClass.MountOptions.Any(option => NfsMountOption.Of(option).IsUnsafe))
        {
            return true;
        }

        var entry = policy.Catalog.FindBackend(storageClass.Provisioner);
        return (entry is { Traits.Where: Whereabouts.Replicated } && backend is Backend.Known { IsNodeLocal: true })
            || (entry?.Parameters is { } rules && (rules.Missing(storageClass).Any() || (rules.RefusesOthers && rules.Strangers(storageClass).Any())));
    }
}
