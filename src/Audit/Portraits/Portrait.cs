using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

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

    /// <summary>What was audited, in a word or two; empty where it has no name.</summary>
    public required string Title { get; init; }

    /// <summary>How many objects were judged.</summary>
    public required int Judged { get; init; }

    /// <summary>How many findings are known from before.</summary>
    public required int Known { get; init; }

    /// <summary>What asks for nothing and is told all the same, a line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How many objects stand how.</summary>
    public required IReadOnlyDictionary<Standing, int> Counts { get; init; }

    /// <summary>Every object about which something is to be said, the worst first.</summary>
    public required IReadOnlyList<ShownObject> Objects { get; init; }

    /// <summary>The rules that have something to say, in their order.</summary>
    public required IReadOnlyList<RuleInfo> Rules { get; init; }

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
        var paths = new ShownPath(reported.Inputs);
        var households = reported.Households.Value;
        var left = new LeftAlone(households);
        var objects = ShownObject.Of(reported, left, paths);
        var known = new KnownBefore(report);
        return new Portrait
        {
            Policy = report.Policy.Name,
            Hash = report.Policy.Hash,
            At = reported.At,
            ReadAt = reported.IsOfCluster ? Coverage.Moment(reported.At) : string.Empty,
            Title = reported.IsOfCluster ? "the cluster" : paths.Title,
            Judged = report.Results.Count,
            Known = reported.Known,
            Notes =
            [
                .. report.Results.SelectMany(r => r.Findings
                    .Where(f => f.Decision.Action < reported.Least)
                    .Select(f => $"{r.Verdict.Subject.Spoken}: {f.Decision.Finding.Message} [{f.Decision.Finding.Rule.Id}]")),
            ],
            Counts = objects.CountBy(o => o.Standing)
                .Append(new(Standing.Fine, report.Results.Count - objects.Count))
                .Where(count => count.Value > 0)
                .ToDictionary(count => count.Key, count => count.Value),
            Objects = objects,
            Rules = [.. RuleCatalog.All.Select(rule => rule.Info).Where(rule => objects.Any(o => o.Findings.Any(f => IsOf(f, rule))))],
            Clusters = [.. households.Select(h => ClusterPortrait.Of(h.Cluster, h.Household, left, known, objects, reported.At))],
            Unread =
            [
                .. report.Broken.Select(b => $"{paths.Written(b.File, b.Position.Line)} {b.Message}"),
                .. report.Unreadable.Select(u => $"{paths.Written(u.File, u.Position.Line)} {u}".TrimStart()),
            ],
            NotJudged = [.. report.NotJudged.Select(n => $"{paths.Written(n.File, n.Position.Line)} {n.Reason}")],
        };
    }

    private static bool IsOf(ShownFinding finding, RuleInfo rule) => string.Equals(finding.Rule, rule.Id, StringComparison.Ordinal);
}
