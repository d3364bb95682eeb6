using System.Collections.Frozen;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Every kind the judgement knows. A kind is a row here and a reader; what is read, watched, allowed to us, asked about, judged and left out follows from it.
/// </summary>
public static class ManifestKinds
{
    /// <summary>Namespaces.</summary>
    public static ManifestKind Namespace { get; } =
        new(string.Empty, "v1", "Namespace", "namespaces", FieldTypes.Namespace, NamespaceReader.Read) { IsNamespaced = false };

    /// <summary>Nodes. They are not followed, for kubelets write them every few minutes: they are listed once where a loss is simulated.</summary>
    public static ManifestKind Node { get; } =
        new(string.Empty, "v1", "Node", "nodes", FieldTypes.Node, NodeReader.Read) { IsNamespaced = false, IsWatched = false };

    /// <summary>PersistentVolumes.</summary>
    public static ManifestKind PersistentVolume { get; } =
        new(string.Empty, "v1", "PersistentVolume", "persistentvolumes", FieldTypes.PersistentVolume, PersistentVolumeReader.Read)
        { IsNamespaced = false, Asked = Asked.ByHand };

    /// <summary>PersistentVolumeClaims.</summary>
    public static ManifestKind PersistentVolumeClaim { get; } =
        new(string.Empty, "v1", "PersistentVolumeClaim", "persistentvolumeclaims", FieldTypes.Claim, ClaimReader.Read)
        { IsJudged = true, Asked = Asked.Always, IsLookedUp = true };

    /// <summary>Pods.</summary>
    public static ManifestKind Pod { get; } = Workload(string.Empty, "Pod", "pods", FieldTypes.Pod, WorkloadShape.Pod) with
    {
        MakesPods = false,
        Subresources = ["ephemeralcontainers"],
    };

    /// <summary>StorageClasses.</summary>
    public static ManifestKind StorageClass { get; } =
        new(
            "storage.k8s.io",
            "v1",
            "StorageClass",
            "storageclasses",
            FieldTypes.StorageClass,
            StorageClassReader.Read)
        { IsNamespaced = false, IsJudged = true, Asked = Asked.Always, IsLookedUp = true };

    /// <summary>Flux's Kustomizations.</summary>
    public static ManifestKind FluxKustomization { get; } =
        new(
            "kustomize.toolkit.fluxcd.io",
            "v1",
            "Kustomization",
            "kustomizations",
            MakerFieldTypes.Kustomization,
            KustomizationReader.Read)
        { IsExtra = true, ReachesOtherNamespaces = true, IsLookedUp = true };

    /// <summary>Flux's HelmReleases, of which a cluster is asked by name only.</summary>
    public static ManifestKind HelmRelease { get; } =
        new("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", MakerFieldTypes.Release, ReleaseReader.OfFlux)
        { FormerGroup = "helm.fluxcd.io", IsWatched = false, IsLookedUp = true };

    /// <summary>Jobs.</summary>
    public static ManifestKind Job { get; } = Workload("batch", "Job", "jobs", FieldTypes.Job, WorkloadShape.Job);

    /// <summary>CronJobs.</summary>
    public static ManifestKind CronJob { get; } = Workload("batch", "CronJob", "cronjobs", FieldTypes.CronJob, WorkloadShape.CronJob);

    /// <summary>All of them. What a judged owner makes is not kept: most ReplicaSets, most pods.</summary>
    public static IReadOnlyList<ManifestKind> All { get; } =
    [
        Namespace,
        Node,
        PersistentVolume,
        PersistentVolumeClaim,
        // A ConfigMap may be a megabyte, and dashboards come by the dozen.
        new(string.Empty, "v1", "ConfigMap", "configmaps", FieldTypes.ConfigMap, ConfigMapReader.Read) { MostInPage = 20 },
        new(string.Empty, "v1", "Service", "services", FieldTypes.Service, ServiceReader.Read),
        Pod,
        Workload(string.Empty, "ReplicationController", "replicationcontrollers", FieldTypes.ReplicaSet, WorkloadShape.ReplicaSet) with
        {
            Subresources = ["scale"],
        },
        StorageClass,
        Workload("apps", "Deployment", "deployments", FieldTypes.Deployment, WorkloadShape.Deployment) with
        {
            FormerGroup = "extensions",
            Subresources = ["scale"],
        },
        Workload("apps", "ReplicaSet", "replicasets", FieldTypes.ReplicaSet, WorkloadShape.ReplicaSet) with
        {
            FormerGroup = "extensions",
            Subresources = ["scale"],
        },
        Workload("apps", "StatefulSet", "statefulsets", FieldTypes.StatefulSet, WorkloadShape.StatefulSet) with
        {
            FormerGroup = "extensions",
            Subresources = ["scale"],
        },
        Workload("apps", "DaemonSet", "daemonsets", FieldTypes.DaemonSet, WorkloadShape.DaemonSet) with { FormerGroup = "extensions" },
        Job,
        CronJob,
        new(
            "argoproj.io",
            "v1alpha1",
            "Rollout",
            "rollouts",
            FieldTypes.Rollout,
            RolloutReader.Read) { IsExtra = true, IsJudged = true, MakesPods = true, Asked = Asked.Always, Subresources = ["scale"] },
        new(
            "postgresql.cnpg.io",
            "v1",
            "Cluster",
            "clusters",
            FieldTypes.PostgresCluster,
            PostgresClusterReader.Read) { IsExtra = true, IsJudged = true, MakesPods = true, Asked = Asked.Always },
        FluxKustomization,
        new(string.Empty, "v1", "Secret", "secrets", FieldTypes.Secret, SecretKeysReader.OfSecret) { IsWatched = false },
        new("bitnami.com", "v1alpha1", "SealedSecret", "sealedsecrets", FieldTypes.SealedSecret, SecretKeysReader.OfSealedSecret) { IsWatched = false },
        new(
            "external-secrets.io",
            "v1",
            "ExternalSecret",
            "externalsecrets",
            FieldTypes.ExternalSecret,
            SecretKeysReader.OfExternalSecret) { IsWatched = false },
        .. ShippedOperators.All.SelectMany(maker => maker.Kinds.Select(kind => Operated(kind, maker))),
        new("kustomize.config.k8s.io", "v1beta1", "Kustomization", "kustomizations", MakerFieldTypes.Kustomize, KustomizeReader.Read) { IsWatched = false },
        new("kustomize.config.k8s.io", "v1alpha1", "Component", "components", MakerFieldTypes.Kustomize, KustomizeReader.Read) { IsWatched = false },
        HelmRelease,
        new("helm.cattle.io", "v1", "HelmChart", "helmcharts", MakerFieldTypes.ChartOfK3s, ReleaseReader.OfK3s) { IsWatched = false },
        new("source.toolkit.fluxcd.io", "v1", "OCIRepository", "ocirepositories", MakerFieldTypes.Repository, ReleaseReader.OfRepository) { IsWatched = false },
        new("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories", MakerFieldTypes.Git, ReleaseReader.OfGit) { IsWatched = false },
        new("source.toolkit.fluxcd.io", "v1", "HelmChart", "helmcharts", MakerFieldTypes.ChartOfFlux, ReleaseReader.OfChart) { IsWatched = false },
        new("fluxcd.controlplane.io", "v1", "FluxInstance", "fluxinstances", MakerFieldTypes.Instance, KustomizationReader.OfInstance) { IsWatched = false },
        new("fluxcd.controlplane.io", "v1", "ResourceSet", "resourcesets", MakerFieldTypes.ResourceSet, ResourceSetReader.Read) { IsWatched = false },
        new("helm.sh", "v2", "Chart", "charts", MakerFieldTypes.LocalChart, LocalChartReader.Read) { IsNamespaced = false, IsWatched = false },
        new("argoproj.io", "v1alpha1", "Application", "applications", MakerFieldTypes.Application, ArgoReader.Read) { IsWatched = false },
        new("argoproj.io", "v1alpha1", "ApplicationSet", "applicationsets", MakerFieldTypes.ApplicationSet, ArgoReader.ReadSet) { IsWatched = false },
    ];

    private static readonly FrozenDictionary<string, ManifestKind[]> ByName =
        All.GroupBy(k => k.Name, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>Whether a kind of any group is called so.</summary>
    public static bool IsKnown(string kind) => ByName.ContainsKey(kind);

    /// <summary>The kind of an object; null for one the judgement does not know.</summary>
    public static ManifestKind? Of(ObjectReference reference) => Of(reference.ApiVersion, reference.Kind);

    /// <summary>A kind by the apiVersion and kind of an object, of whatever version; null for one the judgement does not know.</summary>
    public static ManifestKind? Of(string apiVersion, string kind)
    {
        var group = apiVersion.AsSpan(0, Math.Max(0, apiVersion.IndexOf('/', StringComparison.Ordinal)));
        foreach (var known in ByName.TryGetValue(kind, out var named) ? named : [])
        {
            if (group.SequenceEqual(known.Group) || group.SequenceEqual(known.FormerGroup))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>A kind by its name in addresses; null for one the judgement does not know.</summary>
    public static ManifestKind? OfResource(string group, string plural)
    {
        foreach (var kind in All)
        {
            if (string.Equals(kind.Plural, plural, StringComparison.Ordinal) && string.Equals(kind.Group, group, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>A kind of a maker of backups. Plans for several namespaces lie in one, and what they are for in others.</summary>
    private static ManifestKind Operated(OperatorKind kind, BackupOperator maker) =>
        new(
            kind.Group,
            kind.Version,
            kind.Kind,
            kind.Plural,
            OperatorFieldTypes.Of(kind),
            (root, reference, metadata, source) => BackupObjectReader.Read(root, kind, reference, metadata, source))
        {
            IsExtra = true,
            IsNamespaced = kind.Role != BackupRole.SnapshotClass,
            Operated = kind,
            ReachesOtherNamespaces = maker.Kinds.Any(k => k.Role is BackupRole.SelectionPlan or BackupRole.GroupPlan),
        };

    /// <summary>A kind that makes pods.</summary>
    private static ManifestKind Workload(string group, string name, string plural, FieldType fields, WorkloadShape shape) =>
        new(group, "v1", name, plural, fields, new WorkloadReader(shape).Read) { IsJudged = true, MakesPods = true, Asked = Asked.Always };
}
