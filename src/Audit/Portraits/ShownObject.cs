using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Portraits;

/// <summary>An object with all that is said about it.</summary>
internal sealed record ShownObject
{
    /// <summary>Of so many objects, the worst first, the chains are told; of the others only what the findings rest on.</summary>
    private const int MostChains = 400;

    /// <summary>Of so many it is told why what they do is wrong; of the others each rule tells it once.</summary>
    private const int MostReasons = 60;

    /// <summary>How messages name it.</summary>
    public required string Spoken { get; init; }

    /// <summary>The object as Kubernetes names it.</summary>
    public required string Reference { get; init; }

    /// <summary>The cluster, where the files are of several; empty otherwise.</summary>
    public required string Cluster { get; init; }

    /// <summary>Where it is written; empty for a cluster.</summary>
    public required string Place { get; init; }

    /// <summary>How it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>What is said, the worst first.</summary>
    public required IReadOnlyList<ShownFinding> Findings { get; init; }

    /// <summary>What is known of the mounts that this is about: a path, and lines with a label each.</summary>
    public required IReadOnlyList<(string Path, IReadOnlyList<(string Label, string Text)> Lines)> Chains { get; init; }

    /// <summary>Every object of a report about which something is to be said, the worst first.</summary>
    public static IReadOnlyList<ShownObject> Of(Reported reported, LeftAlone left, ShownPath paths)
    {
        var report = reported.Whole;
        (AuditResult Result, LocatedFinding[] Findings)[] said =
        [
            .. report.Results
                .Select(r => (Result: r, Findings: r.Findings.Where(f => f.Decision.Action >= reported.Least).ToArray()))
                .Where(r => r.Findings.Length > 0 || r.Result.Verdict.Open.Count > 0)
                .OrderByDescending(r => StandingOf(r.Result, r.Findings, left)),
        ];
        var told = new Told(said.Select(s => (s.Result, s.Findings.AsEnumerable())), report, left);
        return [.. said.Select((s, at) => Of(s.Result, s.Findings, StandingOf(s.Result, s.Findings, left), at, told, report, paths))];
    }

    private static ShownObject Of(
        AuditResult result,
        LocatedFinding[] findings,
        Standing standing,
        int at,
        Told told,
        AuditReport report,
        ShownPath paths)
    {
        MountFacts[] mounts = at < MostChains ? [.. Mounts(result, findings, told)] : [];
        return new ShownObject
        {
            Spoken = result.Verdict.Subject.Spoken,
            Reference = result.Verdict.Subject.Reference.ToString(),
            Cluster = result.Cluster,
            Place = paths.Written(result.File, result.Position.Line),
            Standing = standing,
            Findings =
            [
                .. findings.Select(f => told.Shown(result, f, mounts.Any(m => StorageMap.IsAbout(f.Decision.Finding, m)), at < MostReasons, paths)),
                .. result.Verdict.Open.Select(Told.Shown),
            ],
            Chains = [.. mounts.Select(m => ($"{m.Path}{MountExplanation.Manner(m)}", Lines(m, report)))],
        };
    }

    /// <summary>The mounts that findings are about, or that questions come from, but for those about which another object is told.</summary>
    private static IEnumerable<MountFacts> Mounts(AuditResult result, LocatedFinding[] findings, Told told) =>
        result.Verdict.Facts is not WorkloadFacts { Mounts: var mounts } ? []
            : mounts.Where(m => findings.Any(f => told.See(result, f).Length == 0 && StorageMap.IsAbout(f.Decision.Finding, m))
                || (result.Verdict.Open.Count > 0 && m.Backend is Backend.Unseen));

    private static IReadOnlyList<(string Label, string Text)> Lines(MountFacts mount, AuditReport report) =>
        [.. MountExplanation.Lines(mount, report.Policy)];

    private static Standing StandingOf(AuditResult result, LocatedFinding[] findings, LeftAlone left)
    {
        var worst = findings.Select(f => f.IsKnown ? Standing.Known : left.StandingOf(result, f.Decision)).DefaultIfEmpty(Standing.Fine).Max();
        return worst < Standing.Warned && result.Verdict.Open.Count > 0 ? Standing.Unknown : worst;
    }
}
