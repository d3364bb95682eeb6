using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Portraits;

/// <summary>Which findings are known from before, told by what they are: a household is judged once more, and that judgement knows no baseline.</summary>
internal sealed class KnownBefore
{
    private readonly HashSet<(string Cluster, FindingIdentity Finding)> _known = [];

    /// <summary>What is known in a report. Where one of several alike is new, all of them are told of as new.</summary>
    public KnownBefore(AuditReport report)
    {
        var all = report.Results.SelectMany(r => r.Findings, (r, f) => (f.IsKnown, Same: (r.Cluster, FindingIdentity.Of(r, f.Decision.Finding)))).ToArray();
        _known.UnionWith(all.Where(one => one.IsKnown).Select(one => one.Same));
        _known.ExceptWith(all.Where(one => !one.IsKnown).Select(one => one.Same));
    }

    /// <summary>Whether a finding of a cluster is known. What is the same in every cluster is said once, and of none of them.</summary>
    public bool Has(string cluster, AuditResult result, LocatedFinding located) =>
        _known.Count > 0
        && FindingIdentity.Of(result, located.Decision.Finding) is var same
        && (_known.Contains((cluster, same)) || _known.Contains((string.Empty, same)));
}
