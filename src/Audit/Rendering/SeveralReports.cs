using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Rendering;

/// <summary>
/// The reports on several clusters in one. What is the same in all of them is said once, and so is what no known controller applies to any.
/// </summary>
internal static class SeveralReports
{
    /// <summary>The report on each cluster, in one.</summary>
    public static AuditReport Of(IReadOnlyList<ClusterReadings> clusters, StoragePolicy policy, DateTimeOffset now) =>
        Together(Each(clusters, policy, now));

    /// <summary>The report on each cluster.</summary>
    public static IReadOnlyList<(string Cluster, AuditReport Report)> Each(IReadOnlyList<ClusterReadings> clusters, StoragePolicy policy, DateTimeOffset now) =>
        [.. clusters.Select(c => (c.Cluster, Policies.Reports.Audit.Of(c.Readings, policy, now)))];

    /// <summary>Reports on several clusters in one.</summary>
    public static AuditReport Together(IReadOnlyList<(string Cluster, AuditReport Report)> reports) => reports[0].Report with
    {
        Results =
        [
            .. reports
                .SelectMany(r => r.Report.Results.Select(result => result with { Cluster = reports.Count == 1 ? string.Empty : r.Cluster }))
                .GroupBy(result => IsUnapplied(result) ? Written(result) : Said(result), StringComparer.Ordinal)
                .SelectMany(same => Once([.. same], reports.Count)),
        ],
        Broken = [.. reports.SelectMany(r => r.Report.Broken).Distinct()],
        NotJudged = [.. reports.SelectMany(r => r.Report.NotJudged).Distinct()],
        Unreadable = [.. reports.SelectMany(r => r.Report.Unreadable).Distinct()],
        Foreign = reports.Max(r => r.Report.Foreign),
    };

    /// <summary>What one object comes to. Of what nobody applies, the worst: the first of several is that of a cluster in which something is applied.</summary>
    private static AuditResult[] Once(AuditResult[] same, int clusters)
    {
        AuditResult[] apart = [.. same.DistinctBy(r => r.Cluster, StringComparer.Ordinal)];
        return IsUnapplied(same[0]) ? [same.MaxBy(r => r.Verdict.Kind)! with { Cluster = apart.Length == 1 ? same[0].Cluster : string.Empty }]
            : apart.Length == clusters ? [same[0] with { Cluster = string.Empty }]
            : apart;
    }

    private static bool IsUnapplied(AuditResult result) => result.Verdict.Subject.IsUnapplied;

    private static string Written(AuditResult result) => $"{result.Verdict.Subject.Reference} {result.File} {result.Position}";

    private static string Said(AuditResult result) =>
        string.Join(
            '\n',
            [
                $"{Written(result)} {result.Verdict.Kind}",
                .. result.Findings.Select(f => f.Decision.Finding.Message),
                .. result.Verdict.Open.Select(o => o.Message),
            ]);
}
