using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The reports on several clusters in one. What is the same in all of them is said once.</summary>
internal static class SeveralReports
{
    /// <summary>The report on each cluster, in one.</summary>
    public static AuditReport Of(IReadOnlyList<ClusterReadings> clusters, StoragePolicy policy, DateTimeOffset now) =>
        Together(Each(clusters, policy, now));

    /// <summary>The report on each cluster.</summary>
    public static IReadOnlyList<(string Cluster, AuditReport Report)> Each(IReadOnlyList<ClusterReadings> clusters, StoragePolicy policy, DateTimeOffset now) =>
        [.. clusters.Select(c => (c.Cluster, Policies.Reports.Audit.Of(c.Readings, policy, now)))];

    /// <summary>Reports on several clusters in one.</summary>
    public static AuditReport Together(IReadOnlyList<(string Cluster, AuditReport Report)> reports) => reports.Count == 1
        ? reports[0].Report : reports[0].Report with
        {
            Results =
        [
            .. reports.SelectMany(r => r.Report.Results.Select(result => result with { Cluster = r.Cluster }))
                .GroupBy(Said, StringComparer.Ordinal)
                .SelectMany(same => same.Count() == reports.Count ? [same.First() with { Cluster = string.Empty }] : same.AsEnumerable()),
        ],
            Broken = [.. reports.SelectMany(r => r.Report.Broken).Distinct()],
            NotJudged = [.. reports.SelectMany(r => r.Report.NotJudged).Distinct()],
            Unreadable = [.. reports.SelectMany(r => r.Report.Unreadable).Distinct()],
            Foreign = reports.Max(r => r.Report.Foreign),
        };

    private static string Said(AuditResult result) =>
        string.Join(
            '\n',
            [
                $"{result.Verdict.Subject.Reference} {result.File} {result.Position} {result.Verdict.Kind}",
                .. result.Findings.Select(f => f.Decision.Finding.Message),
                .. result.Verdict.Open.Select(o => o.Message),
            ]);
}
