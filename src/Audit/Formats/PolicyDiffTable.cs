using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Comparison;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What another policy changes, for a person at a terminal: what would newly be refused first, and one line that sums up.</summary>
internal static class PolicyDiffTable
{
    /// <summary>Writes it; changes of notes, which ask for nothing, only when they are wanted.</summary>
    public static void Write(PolicyComparison comparison, AuditReport report, RuleAction least, Terminal terminal)
    {
        var page = terminal.Styled();
        foreach (var change in comparison.Changes.Where(c => c.Changes.Any(f => IsShown(c, f, least))))
        {
            Write(change, comparison, least, page);
        }

        NotJudgedFormat.Write(report, isWhole: least <= RuleAction.Audit, page);
        if (comparison.Changes.Count + report.NotJudged.Count > 0)
        {
            page.Line();
        }

        page.Line($"{Summary(comparison, least)} (policy {comparison.Old.Name} → {comparison.New.Name})");
    }

    private static void Write(AnswerChange change, PolicyComparison comparison, RuleAction least, Page page)
    {
        var place = Styled.Grey(change.Now.File.Length > 0 ? $"  {change.Now.File}:{change.Now.Position.Line}" : string.Empty);
        var cluster = Styled.Grey(change.Cluster.Length > 0 ? $"  in {change.Cluster}" : string.Empty);
        var (was, becomes) = (VerdictColours.Coloured(change.Before.Verdict.Kind), VerdictColours.Coloured(change.Now.Verdict.Kind));
        var name = Styled.Bold(change.Now.Verdict.Subject.Spoken);
        if (change.IsFlip)
        {
            page.Line($"{was} → {becomes}  {name}{place}{cluster}");
        }
        else
        {
            page.Line($"{becomes} as before  {name}{place}{cluster}");
        }

        foreach (var finding in change.Changes.Where(f => IsShown(change, f, least)))
        {
            if (OfWorkload(change, finding, comparison) is { } related)
            {
                page.Line($"  {finding.Rule.Id} {Styled.Grey($"see {related}")}");
            }
            else
            {
                Write(finding, page);
            }
        }
    }

    /// <summary>The workload of the same cluster where the same is said of a claim; null for what is said here alone.</summary>
    private static string? OfWorkload(AnswerChange change, FindingChange finding, PolicyComparison comparison) =>
        change.Now.Verdict.Subject is Policies.Manifests.Claim
        && finding.Found?.Related is { } related
        && comparison.Changes.Any(c => c.Now.Verdict.Subject.Reference == related
            && string.Equals(c.Cluster, change.Cluster, StringComparison.Ordinal)
            && c.Changes.Any(f => f.Rule == finding.Rule && f.GetType() == finding.GetType()))
            ? related.ToString()
            : null;

    private static void Write(FindingChange change, Page page)
    {
        switch (change)
        {
            case FindingChange.Came came:
                page.Line($"  + {VerdictColours.Coloured(came.Now.Decision.Action)} {change.Rule.Id}{At(came.Now)}");
                Said(came.Now.Decision.Finding, change, page);
                page.Line($"    {Styled.Grey("fix:")}  {came.Now.Decision.Finding.Remedy}");
                break;
            case FindingChange.Went went:
                page.Line($"  - {VerdictColours.Coloured(went.Before.Decision.Action)} {change.Rule.Id}{At(went.Before)}");
                Said(went.Before.Decision.Finding, change, page);
                break;
            case FindingChange.Weighed weighed:
                var (was, becomes) = (VerdictColours.Coloured(weighed.Before.Decision.Action), VerdictColours.Coloured(weighed.Now.Decision.Action));
                page.Line($"  ~ {was} → {becomes} {change.Rule.Id}{At(weighed.Now)}");
                Said(weighed.Now.Decision.Finding, change, page);
                page.Line($"    {Styled.Grey("fix:")}  {weighed.Now.Decision.Finding.Remedy}");
                break;
            case FindingChange.Opened opened:
                page.Line($"  + {Styled.Blue("cannot tell")} {change.Rule.Id}");
                Said(opened.Question, change, page);
                break;
            case FindingChange.Closed closed:
                page.Line($"  - {Styled.Blue("cannot tell")} {change.Rule.Id}");
                Said(closed.Question, change, page);
                break;
        }
    }

    private static void Said(RuleOutcome outcome, FindingChange change, Page page)
    {
        page.Line($"    {outcome.Message}");
        page.Line($"    {Styled.Grey("because:")} {change.Because}");
    }

    /// <summary>Whether a change is shown: of notes, only when they are wanted, and where a verdict is another, all that made it so.</summary>
    private static bool IsShown(AnswerChange change, FindingChange finding, RuleAction least) => change.IsFlip || finding.Strongest >= least;

    private static Styled At(LocatedFinding finding) => Styled.Grey(finding.File.Length == 0
        ? $" at {finding.Decision.Finding.Pointer}"
        : string.Create(CultureInfo.InvariantCulture, $" at {finding.File}:{finding.Position.Line}:{finding.Position.Column}"));

    private static string Summary(PolicyComparison comparison, RuleAction least)
    {
        if (comparison.Changes.Count == 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{comparison.Judged} judged, and both policies say the same of all of them");
        }

        var findings = comparison.Changes.SelectMany(c => c.Changes.Where(f => IsShown(c, f, least))).ToArray();
        var notes = comparison.Changes.Sum(c => c.Changes.Count) - findings.Length;
        return string.Join(", ", new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"{comparison.Judged} judged"),
            Counted(comparison.Changes.Count(c => c.IsRefusedNow), "would be refused that passes today", "would be refused that pass today"),
            Counted(comparison.Changes.Count(c => c.PassesNow), "is refused today and would pass", "are refused today and would pass"),
            Counted(
                comparison.Changes.Count(c => c is { IsFlip: true, IsRefusedNow: false, PassesNow: false }),
                "other verdict changes",
                "other verdicts change"),
            Counted(findings.Count(f => f is FindingChange.Came), "finding comes", "findings come"),
            Counted(findings.Count(f => f is FindingChange.Went), "finding goes", "findings go"),
            Counted(findings.Count(f => f is FindingChange.Weighed), "finding is weighed otherwise", "findings are weighed otherwise"),
            Counted(findings.Count(f => f is FindingChange.Opened or FindingChange.Closed), "open question comes or goes", "open questions come or go"),
            Counted(notes, "note comes or goes (--all shows it)", "notes come or go (--all shows them)"),
        }.Where(part => part.Length > 0));
    }

    private static string Counted(int count, string one, string many) =>
        count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
