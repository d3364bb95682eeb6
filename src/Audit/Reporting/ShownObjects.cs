using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The objects of a table, most severe first. What is the same in several clusters is one of them, and names the clusters.</summary>
internal static class ShownObjects
{
    /// <summary>Those of a report that have something to say, without what is summed up elsewhere.</summary>
    public static IReadOnlyList<ShownObject> Of(AuditReport report, RuleAction least, IReadOnlyList<Widespread> widespread)
    {
        (AuditResult Result, LocatedFinding[] Findings)[] all =
        [
            .. report.Results
                .Where(r => Speaks(r, least))
                .OrderByDescending(r => r.Verdict.Kind)
                .Select(r => (r, r.Findings.Where(f => f.Decision.Action >= least && !widespread.Any(w => w.Covers(r, f))).ToArray())),
        ];
        var asked = new OpenQuestions(isWhole: least <= RuleAction.Audit);
        return
        [
            .. all
                .OrderBy(s => s.Findings.Length == 0)
                .Select(s => new ShownObject(s.Result, s.Findings, asked.New(s.Result), s.Result.Cluster))
                .Where(s => s.Findings.Count + s.Open.Count > 0)
                .GroupBy(Told)
                .Select(same => same.First() with { Clusters = Together(same.Select(s => s.Clusters)) }),
        ];
    }

    /// <summary>Whether an object has something to say.</summary>
    public static bool Speaks(AuditResult result, RuleAction least) =>
        result.Verdict.Kind != VerdictKind.Allow || result.Findings.Any(f => f.Decision.Action >= least);

    private static string Together(IEnumerable<string> clusters) => string.Join(", ", clusters.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal));

    /// <summary>What a reader is told, and of what.</summary>
    private static (ObjectReference Object, string File, Position Position, string Said) Told(ShownObject shown) =>
        (shown.Result.Verdict.Subject.Reference, shown.Result.File, shown.Result.Position, string.Join(
            '\n',
            [
                $"{shown.Kind}",
                .. shown.Findings.Select(f => $"{f.Decision.Action} {f.Decision.Finding.Rule.Id} {f.Decision.Finding.Message} {f.Decision.Finding.Remedy}"),
                .. shown.Open.Select(q => $"{q.Rule.Id} {q.Message}"),
            ]));
}
