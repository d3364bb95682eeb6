namespace HomelabStorage.Cluster.Watching;

/// <summary>A kind of objects that the inventory follows.</summary>
/// <param name="Group">The API group; empty for the core.</param>
/// <param name="Version">The version.</param>
/// <param name="Plural">Its name in addresses and in RBAC rules.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsExtra">Whether it belongs to something that many clusters do not have, so that not being allowed to see it is no failure.</param>
public sealed record WatchedResource(string Group, string Version, string Plural, string Kind, bool IsExtra = false)
{
    /// <summary>Every kind the judgement looks at. What a judged owner makes is not kept: most ReplicaSets, most pods.</summary>
    public static IReadOnlyList<WatchedResource> All { get; } =
    [
        new(string.Empty, "v1", "namespaces", "Namespace"),
        new(string.Empty, "v1", "persistentvolumes", "PersistentVolume"),
        new(string.Empty, "v1", "persistentvolumeclaims", "PersistentVolumeClaim"),
        new(string.Empty, "v1", "configmaps", "ConfigMap") { MostInPage = 20 },
        new(string.Empty, "v1", "pods", "Pod"),
        new(string.Empty, "v1", "replicationcontrollers", "ReplicationController"),
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass"),
        new("apps", "v1", "deployments", "Deployment"),
        new("apps", "v1", "replicasets", "ReplicaSet"),
        new("apps", "v1", "statefulsets", "StatefulSet"),
        new("apps", "v1", "daemonsets", "DaemonSet"),
        new("batch", "v1", "jobs", "Job"),
        new("batch", "v1", "cronjobs", "CronJob"),
        new("kustomize.toolkit.fluxcd.io", "v1", "kustomizations", "Kustomization", IsExtra: true),
        new("volsync.backube", "v1alpha1", "replicationsources", "ReplicationSource", IsExtra: true),
        new("k8up.io", "v1", "schedules", "Schedule", IsExtra: true),
    ];

    /// <summary>The most objects to ask for at once. A ConfigMap may be a megabyte, and dashboards come by the dozen.</summary>
    public int MostInPage { get; init; } = int.MaxValue;

    /// <summary>Group and version as objects have them.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The address of all objects, of one namespace or of the whole cluster.</summary>
    public string Path(string ns) => $"{(Group.Length == 0 ? "api" : "apis")}/{ApiVersion}/{(ns.Length == 0 ? string.Empty : $"namespaces/{ns}/")}{Plural}";

    /// <inheritdoc/>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
