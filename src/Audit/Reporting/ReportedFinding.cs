using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A finding as it is listed by formats that know no objects.</summary>
/// <param name="Result">The object.</param>
/// <param name="Located">The finding.</param>
/// <param name="Fingerprint">What it is called: the same for the same finding in every report, another for every other in this one.</param>
internal sealed record ReportedFinding(AuditResult Result, LocatedFinding Located, string Fingerprint)
{
    /// <summary>The finding itself.</summary>
    public RuleOutcome.Finding Finding => Located.Decision.Finding;

    /// <summary>What the policy does with it.</summary>
    public RuleAction Action => Located.Decision.Action;

    /// <summary>The object, and its cluster where the files are of several.</summary>
    public string Spoken => Result.Cluster.Length > 0 ? $"{Result.Verdict.Subject.Spoken} in {Result.Cluster}" : Result.Verdict.Subject.Spoken;

    /// <summary>What to do about it and what it rests on, a line each.</summary>
    public IEnumerable<string> Advice =>
    [
        $"fix: {Finding.Remedy}",
        .. Finding.Alternatives.Count > 0 ? [$"or: {string.Join(" · or ", Finding.Alternatives)}"] : Array.Empty<string>(),
        .. Finding.Seen.Count > 0 ? [$"seen: {string.Join(" · ", Finding.Seen)}"] : Array.Empty<string>(),
    ];

    /// <summary>The findings of a report, the most severe first, then by their places.</summary>
    public static IReadOnlyList<ReportedFinding> Of(AuditReport report, RuleAction least)
    {
        var seen = new Dictionary<FindingIdentity, int>();
        return
        [
            .. report.Results
                .SelectMany(result => result.Findings.Select(finding => (Result: result, Finding: finding)))
                .Select(f => new ReportedFinding(f.Result, f.Finding, Numbered(FindingIdentity.Of(f.Result, f.Finding.Decision.Finding), seen)))
                .Where(f => f.Action >= least)
                .OrderByDescending(f => f.Action)
                .ThenBy(f => f.Located.File, StringComparer.Ordinal)
                .ThenBy(f => f.Located.Position.Line)
                .ThenBy(f => f.Located.Position.Column)
                .ThenBy(f => f.Finding.Rule.Id, StringComparer.Ordinal)
                .ThenBy(f => f.Fingerprint, StringComparer.Ordinal),
        ];
    }

    private static string Numbered(FindingIdentity identity, Dictionary<FindingIdentity, int> seen) =>
        identity.Digest(seen[identity] = seen.GetValueOrDefault(identity) + 1);
}
