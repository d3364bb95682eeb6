using HomelabStorage.Cluster.Reading;
using HomelabStorage.Cluster.Reports;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Cluster;

/// <summary>Something the server is allowed in a cluster. The RBAC manifests are made of this list, and nothing else is asked of an API server.</summary>
/// <param name="Group">The API group.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Verbs">What may be done.</param>
/// <param name="Scope">Where.</param>
public sealed record Permission(string Group, string Resource, IReadOnlyList<string> Verbs, PermissionScope Scope)
{
    /// <summary>The Lease of the leader.</summary>
    public const string LeaseName = "homelab-storage";

    /// <summary>The Secret with the certificate that the server keeps itself.</summary>
    public const string SecretName = "homelab-storage-tls";

    private static readonly string[] Getting = ["get"];

    private static readonly string[] Following = ["list", "watch"];

    /// <summary>The objects by name; empty for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Everything.</summary>
    public static IReadOnlyList<Permission> All { get; } =
    [
        .. ManifestKinds.All
            .Where(k => k.IsWatched || k.IsLookedUp)
            .Select(k => new Permission(k.Group, k.Plural, [.. k.IsLookedUp ? Getting : [], .. k.IsWatched ? Following : []], PermissionScope.Cluster)),
        new(string.Empty, "events", ["create"], PermissionScope.Cluster),
        .. new[] { ReportFlavour.OpenReports, ReportFlavour.PolicyReport }
            .SelectMany(flavour => new[] { (flavour.Group, Name: flavour.Plural), (flavour.Group, Name: flavour.ClusterPlural) })
            .Select(report => new Permission(report.Group, report.Name, ["create", "delete", "list", "patch"], PermissionScope.Cluster)),
        new(ManifestKinds.CronJob.Group, ManifestKinds.CronJob.Plural, ["create", "delete", "patch"], PermissionScope.Backups),
        new(ManifestKinds.Job.Group, ManifestKinds.Job.Plural, ["create", "patch"], PermissionScope.Backups),
        new(string.Empty, "events", ["list", "patch"], PermissionScope.Backups),
        new("coordination.k8s.io", "leases", ["create"], PermissionScope.OwnNamespace),
        new("coordination.k8s.io", "leases", ["get", "update"], PermissionScope.OwnNamespace) { Names = [LeaseName] },
        new(
            "admissionregistration.k8s.io",
            "mutatingwebhookconfigurations",
            ["get", "patch"],
            PermissionScope.Certificate) { Names = [ClusterReader.ConfigurationName] },
        new(
            "admissionregistration.k8s.io",
            "validatingwebhookconfigurations",
            ["get", "patch"],
            PermissionScope.Certificate) { Names = [ClusterReader.ConfigurationName] },
        new(string.Empty, "secrets", ["get", "patch"], PermissionScope.CertificateSecret) { Names = [SecretName] },
    ];
}
