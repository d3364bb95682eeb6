using System.Globalization;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The report for a person at a terminal: objects, most severe first, each with its findings, and one line that sums up.</summary>
internal sealed class TableFormat : ReportFormat
{
    /// <summary>How many names a line gives before it only counts.</summary>
    private const int MostNames = 20;

    /// <inheritdoc/>
    public override string Name => "table";

    /// <inheritdoc/>
    public override string Readers => "terminal";

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page)
    {
        var (report, least) = (reported.Report, reported.Least);
        var widespread = least > RuleAction.Audit ? Widespread.In(report) : [];
        var shown = ShownObjects.Of(report, least, widespread);
        var shared = new SharedClaims(shown.Select(s => (s.Result, s.Findings.AsEnumerable())));
        foreach (var one in shown)
        {
            Write(one, report, shared, page);
        }

        foreach (var kind in widespread.Where(w => w.Action > RuleAction.Audit || !reported.IsQuiet).DistinctBy(w => w.Told, StringComparer.Ordinal))
        {
            Write(kind, page);
        }

        foreach (var broken in report.Broken)
        {
            page.Line($"{Styled.Red("broken")}  {broken.File}:{broken.Position.Line}:{broken.Position.Column}  {broken.Message}");
        }

        foreach (var unreadable in report.Unreadable)
        {
            var place = unreadable.File.Length > 0 ? $"{unreadable.File}:{unreadable.Position.Line}:{unreadable.Position.Column}  " : string.Empty;
            page.Line($"{Styled.Red("not judged")}  {place}{unreadable}");
        }

        if (!reported.IsQuiet)
        {
            WriteRest(reported, page);
        }
        else if (reported.IsAllKnown)
        {
            // Nothing at all would look as if nothing had been found.
            page.Line($"{ReportSummary.Known(reported)}");
        }
    }

    /// <summary>What is no finding.</summary>
    private static void WriteRest(Reported reported, Page page)
    {
        var (report, least) = (reported.Report, reported.Least);
        NotJudgedFormat.Write(report, isWhole: least <= RuleAction.Audit, page);
        if (least > RuleAction.Audit)
        {
            LeftOutFormat.Write(report, page);
        }

        if (report.Results.Any(r => ShownObjects.Speaks(r, least)) || report.Broken.Count + report.Unreadable.Count + report.NotJudged.Count > 0)
        {
            page.Line();
        }

        if (report.Results.Count + report.Broken.Count == 0 && !report.NotJudged.Any(n => n.IsObject))
        {
            page.Line($"no object here holds storage: none is a workload, a claim or a StorageClass");
        }

        page.Line($"{ReportSummary.Signed(reported)}");
        foreach (var result in report.Gap)
        {
            var subject = result.Verdict.Subject;
            var created = string.Create(CultureInfo.InvariantCulture, $"{subject.Created:yyyy-MM-dd HH:mm}Z");
            page.Line($"{Styled.Red("admission gap")}: {subject.Spoken} was made on {created}, after the webhook was installed: {report.Reason(result)}");
        }

        if (report.Older > 0)
        {
            var older = string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Older} of the refused objects {(report.Older == 1 ? "is" : "are")} older than the webhook, "
                    + $"which was installed on {report.GuardedSince:yyyy-MM-dd HH:mm}Z");
            page.Line($"{Styled.Grey(older)}");
        }
    }

    private static void Write(Widespread kind, Page page)
    {
        var rule = kind.Finding.Rule;
        page.Line($"{VerdictColours.Coloured(kind.Action)}  {Styled.Bold(kind.Spoken)}  {Styled.Linked(rule.Id, rule.Page)}");
        page.Line($"    {Styled.Grey($"{kind.Example.Verdict.Subject.Spoken}:")} {kind.Finding.Message}");
        if (kind.Programs.Count > 1)
        {
            var rest = kind.Programs.Count - MostNames;
            var more = rest > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {rest} more") : string.Empty;
            page.Line($"    {Styled.Grey("all:")}  {string.Join(", ", kind.Programs.Take(MostNames))}{more}");
        }

        page.Line($"    {Styled.Grey("fix:")}  {kind.Finding.Remedy}");
        page.Line($"    {Styled.Grey("off:")}  in policies.yaml, rules: [{{rule: {kind.Finding.Rule.Id}, action: off}}] · --all shows each");
    }

    private static void Write(ShownObject shown, AuditReport report, SharedClaims shared, Page page)
    {
        var result = shown.Result;
        var place = Styled.Grey(result.File.Length > 0 ? $"  {result.File}:{result.Position.Line}" : string.Empty);
        var cluster = Styled.Grey(shown.Clusters.Length > 0 ? $"  in {shown.Clusters}" : string.Empty);
        page.Line($"{VerdictColours.Coloured(shown.Kind)}  {Styled.Bold(result.Verdict.Subject.Spoken)}{place}{cluster}");
        foreach (var same in shown.Findings.GroupBy(f => (f.Decision.Finding.Rule.Id, f.Decision.Finding.Remedy, f.Decision.Action, f.Decision.Finding.IsBack)))
        {
            var (decision, file, position) = (same.First().Decision, same.First().File, same.First().Position);
            var finding = decision.Finding;
            if (finding is { Related: { } related, IsBack: false }
                && result.Verdict.Subject is Policies.Manifests.Claim
                && report.Results.Any(r => r.Verdict.Subject.Reference == related && r.Verdict.Findings.Any(d => d.Finding.Rule == finding.Rule)))
            {
                page.Line($"  {finding.Rule.Id} {Styled.Grey($"see {related}")}");
                continue;
            }

            if (!finding.IsBack && shared.Before(result, finding) is { } before)
            {
                page.Line($"  {finding.Rule.Id} {Styled.Grey($"see {before}")}");
                continue;
            }

            var at = result.File.Length == 0 ? $"at {finding.Pointer}"
                : string.Equals(file, result.File, StringComparison.Ordinal) ? $"at {position.Line}:{position.Column}"
                : $"at {file}:{position.Line}:{position.Column}";
            page.Line($"  {VerdictColours.Coloured(decision.Action)} {Styled.Linked(finding.Rule.Id, finding.Rule.Page)} {Styled.Grey(at)}");
            foreach (var message in same.Select(s => s.Decision.Finding.Message).Distinct(StringComparer.Ordinal))
            {
                page.Line($"    {message}");
            }

            if (string.Join(", ", shared.After(result, finding)) is { Length: > 0 } also)
            {
                page.Line($"    {Styled.Grey("also:")} {also}");
            }

            page.Line($"    {Styled.Grey("fix:")}  {finding.Remedy}");
            if (finding.Alternatives.Count > 0)
            {
                page.Line($"    {Styled.Grey("or:")}   {string.Join(" · or ", finding.Alternatives)}");
            }

            if (finding.Seen.Count > 0)
            {
                page.Line($"    {Styled.Grey("seen:")} {string.Join(" · ", finding.Seen)}");
            }

            if (finding.Arrangement is { Spoken: { Length: > 0 } spoken })
            {
                page.Line($"    {Styled.Grey("policy:")} {spoken}");
            }
        }

        foreach (var question in shown.Open)
        {
            page.Line($"  {Styled.Blue("cannot tell")} {question.Rule.Id}");
            page.Line($"    {question.Message}");
        }
    }
}
