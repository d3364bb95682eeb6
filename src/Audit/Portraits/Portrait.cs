using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Portraits;

/// <summary>All that a page shows of an audit: values only, worked out once, and drawn by whoever knows how to write a page.</summary>
internal sealed record Portrait
{
    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The digest of the policy.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the cluster was read, in words; empty for files.</summary>
    public required string ReadAt { get; init; }

    /// <summary>The report in one line of counts.</summary>
    public required string Summary { get; init; }

    /// <summary>How many objects stand how.</summary>
    public required IReadOnlyDictionary<Standing, int> Counts { get; init; }

    /// <summary>Every object about which something is to be said, the worst first.</summary>
    public required IReadOnlyList<ShownObject> Objects { get; init; }

    /// <summary>Each cluster.</summary>
    public required IReadOnlyList<ClusterPortrait> Clusters { get; init; }

    /// <summary>What could not be read, a line each.</summary>
    public required IReadOnlyList<string> Unread { get; init; }

    /// <summary>What was not judged, a line each.</summary>
    public required IReadOnlyList<string> NotJudged { get; init; }

    /// <summary>What is to be shown of an audit.</summary>
    public static Portrait Of(Reported reported)
    {
        var report = reported.Whole;
        var paths = new RepositoryPath();
        var objects = ShownObject.Of(reported);
        return new Portrait
        {
            Policy = report.Policy.Name,
            Hash = report.Policy.Hash,
            At = reported.At,
            ReadAt = reported.IsOfCluster ? Coverage.Moment(reported.At) : string.Empty,
            Summary = ReportSummary.Of(reported),
            Counts = objects.CountBy(o => o.Standing)
                .Append(new(Standing.Fine, report.Results.Count - objects.Count))
                .Where(count => count.Value > 0)
                .ToDictionary(count => count.Key, count => count.Value),
            Objects = objects,
            Clusters = [.. reported.Households.Value.Select(h => ClusterPortrait.Of(h.Cluster, h.Household, reported.At))],
            Unread =
            [
                .. report.Broken.Select(b => $"{ShownObject.Written(b.File, b.Position.Line, paths)} {b.Message}"),
                .. report.Unreadable.Select(u => $"{ShownObject.Written(u.File, u.Position.Line, paths)} {u}".TrimStart()),
            ],
            NotJudged = [.. report.NotJudged.Select(n => $"{ShownObject.Written(n.File, n.Position.Line, paths)} {n.Reason}")],
        };
    }
}
