namespace HomelabStorage.Cluster.Reports;

/// <summary>A kind of custom resource that holds results of policies.</summary>
/// <param name="ApiVersion">Group and version.</param>
/// <param name="Kind">The kind for objects in a namespace.</param>
/// <param name="Plural">Its name in addresses.</param>
/// <param name="ClusterKind">The kind for objects in none.</param>
/// <param name="ClusterPlural">Its name in addresses.</param>
/// <param name="HasSource">Whether a report says at its top who wrote it.</param>
public sealed record ReportFlavour(string ApiVersion, string Kind, string Plural, string ClusterKind, string ClusterPlural, bool HasSource)
{
    /// <summary>OpenReports, which takes the place of PolicyReports.</summary>
    public static ReportFlavour OpenReports { get; } = new("openreports.io/v1alpha1", "Report", "reports", "ClusterReport", "clusterreports", HasSource: true);

    /// <summary>The Kubernetes policy working group's reports, as Kyverno stores them.</summary>
    public static ReportFlavour PolicyReport { get; } = new(
        "wgpolicyk8s.io/v1alpha2",
        "PolicyReport",
        "policyreports",
        "ClusterPolicyReport",
        "clusterpolicyreports",
        HasSource: false);

    /// <summary>The API group, as RBAC names it.</summary>
    public string Group => ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Where reports of a namespace are; of none, those of the cluster's own objects.</summary>
    internal string Path(string ns) => ns.Length == 0 ? $"apis/{ApiVersion}/{ClusterPlural}" : $"apis/{ApiVersion}/namespaces/{ns}/{Plural}";
}
