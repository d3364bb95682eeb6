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
    public static IReadOnlyList<ShownObject> Of(Reported reported)
    {
        var report = reported.Whole;
        var paths = new RepositoryPath();
        (AuditResult Result, LocatedFinding[] Findings)[] said =
        [
            .. report.Results
                .Select(r => (Result: r, Findings: r.Findings.Where(f => f.Decision.Action >= reported.Least).ToArray()))
                .Where(r => r.Findings.Length > 0 || r.Result.Verdict.Open.Count > 0)
                .OrderByDescending(r => StandingOf(r.Result, r.Findings)),
        ];
        var told = new Told(said.Select(s => (s.Result, s.Findings.AsEnumerable())), report);
        return [.. said.Select((s, at) => Of(s.Result, s.Findings, at < MostChains, told, report, paths))];
    }

    private static ShownObject Of(AuditResult result, LocatedFinding[] findings, bool hasChains, Told told, AuditReport report, RepositoryPath paths)
    {
        MountFacts[] mounts = hasChains ? [.. Mounts(result, findings, told)] : [];
        return new ShownObject
        {
            Spoken = result.Verdict.Subject.Spoken,
            Reference = result.Verdict.Subject.Reference.ToString(),
            Cluster = result.Cluster,
            Place = Written(result.File, result.Position.Line, paths),
            Standing = StandingOf(result, findings),
            Findings =
            [
                .. findings.Select(f => told.Shown(result, f, mounts.Any(m => StorageMap.IsAbout(f.Decision.Finding, m)), paths)),
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

    private static Standing StandingOf(AuditResult result, LocatedFinding[] findings)
    {
        var worst = findings.Select(f => StandingWords.Of(f.Decision.Action)).DefaultIfEmpty(Standing.Fine).Max();
        return worst < Standing.Warned && result.Verdict.Open.Count > 0 ? Standing.Unknown : worst;
    }

    /// <summary>A place in a file or a stream; empty where there is none.</summary>
    public static string Written(string file, int line, RepositoryPath paths) =>
        file.Length == 0 ? string.Empty : FormattableString.Invariant($"{(file is ['<', ..] ? file : paths.Of(file))}:{line}");
}
