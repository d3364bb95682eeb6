using HomelabStorage.Policies.Foresight;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Lost claims by who mounts them: what is mounted together has to come back together.</summary>
internal static class LostApps
{
    /// <summary>The groups, those with what would be missed most first.</summary>
    public static IReadOnlyList<IReadOnlyList<LostClaim>> Of(IReadOnlyList<LostClaim> claims)
    {
        var groups = new List<List<LostClaim>>();
        foreach (var claim in claims)
        {
            List<LostClaim>[] near = [.. groups.Where(g => g.Exists(other => AreTogether(claim, other)))];
            groups.RemoveAll(near.Contains);
            groups.Add([.. near.SelectMany(g => g), claim]);
        }

        return [.. groups
            .OrderByDescending(g => g.SelectMany(c => c.Outages).Where(o => o.IsMissed).Select(o => (int)o.Data.Criticality + 1).DefaultIfEmpty(0).Max())
            .ThenBy(g => g[0].Spoken, StringComparer.Ordinal)];
    }

    private static bool AreTogether(LostClaim one, LostClaim other) =>
        one.Facts.Consumers.Any(m => !m.Workload.IsBatch && other.Facts.Consumers.Any(o => o.Workload.Reference == m.Workload.Reference));
}
