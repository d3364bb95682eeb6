using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Yaml;

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
        Results = Together([
            .. reports.SelectMany(r => reports.Count == 1 ? r.Report.Results : r.Report.Results.Select(result => result with { Cluster = r.Cluster })),
        ], reports.Count),
        Broken = [.. reports.SelectMany(r => r.Report.Broken).Distinct()],
        NotJudged = [.. reports.SelectMany(r => r.Report.NotJudged).Distinct()],
        Unreadable = [.. reports.SelectMany(r => r.Report.Unreadable).Distinct()],
        Foreign = reports.Max(r => r.Report.Foreign),
    };

    /// <summary>Each object once, in the order of the results. What is said of it is put together only where there are several results of one place.</summary>
    private static AuditResult[] Together(AuditResult[] results, int clusters)
    {
        var several = results.CountBy(Place).Where(place => place.Value > 1).Select(place => place.Key).ToHashSet();
        if (clusters == 1 && several.Count == 0)
        {
            return results;
        }

        return
        [
            .. results
                .GroupBy(result => (Place: Place(result), Said: IsUnapplied(result) || !several.Contains(Place(result)) ? string.Empty : Said(result)))
                .SelectMany(same => Once([.. same], clusters)),
        ];
    }

    /// <summary>What one object comes to. Of what nobody applies, the worst: the first of several is that of a cluster in which something is applied.</summary>
    private static AuditResult[] Once(AuditResult[] same, int clusters)
    {
        AuditResult[] apart = [.. same.DistinctBy(r => r.Cluster, StringComparer.Ordinal)];
        return IsUnapplied(same[0]) ? [same.MaxBy(r => r.Verdict.Kind)! with { Cluster = apart.Length == 1 ? same[0].Cluster : string.Empty }]
            : apart.Length == clusters ? [same[0] with { Cluster = string.Empty }]
            : apart;
    }

    private static bool IsUnapplied(AuditResult result) => result.Verdict.Subject.IsUnapplied;

    private static (ObjectReference Reference, string File, Position Position) Place(AuditResult result) =>
        (result.Verdict.Subject.Reference, result.File, result.Position);

    private static string Said(AuditResult result) =>
        string.Join(
            '\n',
            [
                $"{result.Verdict.Kind}",
                .. result.Findings.Select(f => f.Decision.Finding.Message),
                .. result.Verdict.Open.Select(o => o.Message),
            ]);
}
