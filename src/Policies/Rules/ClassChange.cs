namespace HomelabStorage.Policies.Rules;

/// <summary>How a StorageClass is changed.</summary>
internal static class ClassChange
{
    /// <summary>
    /// The end of a remedy that changes a field which the API server lets nobody change. Source: validation of StorageClass updates in Kubernetes
    /// (provisioner, parameters, reclaimPolicy and volumeBindingMode are immutable).
    /// </summary>
    public const string Anew = "; a class that exists cannot be changed: delete it and apply it again";
}
