using System.Globalization;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;
using Spectre.Console;

namespace HomelabStorage.Audit.Formats;

/// <summary>The report for a person at a terminal: objects, most severe first, each with its findings, and one line that sums up.</summary>
internal static class TableFormat
{
    /// <summary>Writes the report; notes, which ask for nothing, only when they are wanted.</summary>
    public static void Write(AuditReport report, RuleAction least, Terminal terminal)
    {
        var console = terminal.Styled();
        foreach (var result in report.Results.Where(r => Speaks(r, least)).OrderByDescending(r => r.Verdict.Kind))
        {
            Write(result, report, least, console);
        }

        foreach (var broken in report.Broken)
        {
            console.MarkupLineInterpolated($"[red]broken[/]  {broken.File}:{broken.Position.Line}:{broken.Position.Column}  {broken.Message}");
        }

        foreach (var aside in report.NotJudged)
        {
            console.MarkupLineInterpolated($"[grey]not judged[/]  {aside.File}:{aside.Position.Line}  {aside.Reason}");
        }

        if (report.Results.Any(r => Speaks(r, least)) || report.Broken.Count + report.NotJudged.Count > 0)
        {
            console.WriteLine();
        }

        Summarise(report, least, console);
        foreach (var result in report.Gap)
        {
            console.MarkupLine($"[red]admission gap[/]: {Markup.Escape(result.Verdict.Subject.Spoken)} was made on {result.Verdict.Subject.Metadata.Created:yyyy-MM-dd HH:mm}Z, after the webhook was installed: {Markup.Escape(report.Reason(result))}");
        }

        if (report.Older > 0)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{report.Older} of the refused objects {(report.Older == 1 ? "is" : "are")} older than the webhook, which was installed on {report.GuardedSince:yyyy-MM-dd HH:mm}Z[/]");
        }
    }

    private static bool Speaks(AuditResult result, RuleAction least) => result.Verdict.Kind != VerdictKind.Allow || result.Findings.Any(f => f.Decision.Action >= least);

    private static void Write(AuditResult result, AuditReport report, RuleAction least, IAnsiConsole console)
    {
        var place = result.File.Length > 0 ? $"  [grey]{Markup.Escape($"{result.File}:{result.Position.Line}")}[/]" : string.Empty;
        console.MarkupLine($"{Coloured(result.Verdict.Kind)}  [bold]{Markup.Escape(result.Verdict.Subject.Spoken)}[/]{place}");
        foreach (var (decision, position) in result.Findings.Where(f => f.Decision.Action >= least))
        {
            var finding = decision.Finding;
            if (finding.Related is { } related && result.Verdict.Subject is Policies.Manifests.Claim && report.Results.Any(r => r.Verdict.Subject.Reference == related && r.Verdict.Findings.Any(d => d.Finding.Rule == finding.Rule)))
            {
                console.MarkupLine($"  {Markup.Escape(finding.Rule.Id)} [grey]see {Markup.Escape(related.ToString())}[/]");
                continue;
            }

            console.MarkupLine($"  {Coloured(decision.Action)} {Markup.Escape(finding.Rule.Id)} [grey]at {(result.File.Length > 0 ? $"{position.Line}:{position.Column}" : Markup.Escape(finding.Pointer))}[/]");
            console.MarkupLine($"    {Markup.Escape(finding.Message)}");
            console.MarkupLine($"    [grey]fix:[/]  {Markup.Escape(finding.Remedy)}");
            if (finding.Alternatives.Count > 0)
            {
                console.MarkupLine($"    [grey]or:[/]   {Markup.Escape(string.Join(" · or ", finding.Alternatives))}");
            }

            if (finding.Seen.Count > 0)
            {
                console.MarkupLine($"    [grey]seen:[/] {Markup.Escape(string.Join(" · ", finding.Seen))}");
            }
        }

        foreach (var question in result.Verdict.Open)
        {
            console.MarkupLine($"  [blue]cannot tell[/] {Markup.Escape(question.Rule.Id)}");
            console.MarkupLine($"    {Markup.Escape(question.Message)}");
        }
    }

    private static void Summarise(AuditReport report, RuleAction least, IAnsiConsole console)
    {
        if (report.Results.Count + report.Broken.Count == 0 && !report.NotJudged.Any(n => n.IsObject))
        {
            console.WriteLine("no object here holds storage: none is a workload, a claim or a StorageClass");
        }

        var parts = new List<string> { $"{report.Results.Count} judged" };
        Add(parts, report.Count(VerdictKind.Deny), "refused");
        Add(parts, report.Count(VerdictKind.Warn), "with warnings");
        Add(parts, report.Count(VerdictKind.Unknown), "cannot be told");
        Add(parts, report.Count(VerdictKind.Allow), "fine");
        var notes = report.Results.Sum(r => r.Findings.Count(f => f.Decision.Action < least));
        Add(parts, notes, notes == 1 ? "note (--all shows it)" : "notes (--all shows them)");
        Add(parts, report.Foreign, "of other kinds passed over");
        Add(parts, report.NotJudged.Count, "documents not judged");
        Add(parts, report.Broken.Count, "documents broken");
        console.WriteLine($"{string.Join(", ", parts)} (policy {report.Policy.Name})");
    }

    private static void Add(List<string> parts, int count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{count} {what}");
        }
    }

    private static string Coloured(VerdictKind kind) => kind switch
    {
        VerdictKind.Deny => "[red]deny[/]",
        VerdictKind.Warn => "[yellow]warn[/]",
        VerdictKind.Unknown => "[blue]unknown[/]",
        _ => "[green]allow[/]",
    };

    private static string Coloured(RuleAction action) => action switch
    {
        RuleAction.Deny => "[red]deny[/]",
        RuleAction.Fix => "[yellow]fix[/]",
        RuleAction.Warn => "[yellow]warn[/]",
        _ => $"[grey]{Words.Actions.Spell(action)}[/]",
    };
}
