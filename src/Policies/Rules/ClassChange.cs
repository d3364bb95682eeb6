using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>How a StorageClass is changed.</summary>
internal static class ClassChange
{
    /// <summary>Where a field of a class is written: in the class, or in the values of the chart that makes it.</summary>
    public static string Field(StorageClass storageClass, string pointer) =>
        $"{storageClass.Spoken}: {JsonPointer.Spell(storageClass.Origin?.ValueOf(pointer) is { Length: > 0 } value ? value : pointer)}";

    /// <summary>
    /// The end of a remedy that changes a field which the API server lets nobody change. Source: validation of StorageClass updates in Kubernetes
    /// (provisioner, parameters, reclaimPolicy and volumeBindingMode are immutable).
    /// </summary>
    public static string Anew(StorageClass storageClass) =>
        $"; an existing class cannot be changed: kubectl delete storageclass {storageClass.Name} first, its volumes stay";
}
