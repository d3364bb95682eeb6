using System.Text;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A page for a comment on a pull request: the findings with what to do about them, and where the data is stored.</summary>
internal sealed class MarkdownFormat : ReportFormat
{
    /// <summary>How long it may be: GitHub takes 65,536 characters in a comment.</summary>
    private const int Longest = 60_000;

    /// <summary>How much of that the storage map may take.</summary>
    private const int LongestMap = 25_000;

    /// <inheritdoc/>
    public override string Name => "markdown";

    /// <inheritdoc/>
    public override string Readers => "a comment on a pull request, a job summary";

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page)
    {
        var map = Map(StorageMap.Of(reported.Whole));
        var summary = ReportSummary.Signed(reported);
        // The comment on the first line is how whoever posts the page finds the one to replace.
        var text = new StringBuilder($"<!-- homelab-storage -->\n## Storage\n\n{MarkdownText.Line(summary)}\n\n");
        string[] parts = [.. Unread(reported.Report), .. ReportedFinding.Of(reported.Report, reported.Least).GroupBy(f => f.Result).Select(Part)];
        var left = 0;
        foreach (var part in parts)
        {
            if (left > 0 || text.Length + part.Length + map.Length + 200 > Longest)
            {
                left++;
                continue;
            }

            text.Append(part);
        }

        if (left > 0)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"And {left} more objects with findings, for which there is no room here.\n\n");
        }

        page.Write(text.Append(map).ToString());
    }

    private static IEnumerable<string> Unread(AuditReport report)
    {
        var paths = new RepositoryPath();
        string[] lines =
        [
            .. report.Broken.Select(b => $"{paths.Of(b.File)}:{b.Position.Line} {b.Message}"),
            .. report.Unreadable.Select(u => $"{(u.File.Length > 0 ? $"{paths.Of(u.File)}:{u.Position.Line} " : string.Empty)}{u}"),
        ];
        return lines.Length == 0 ? [] : [$"### Cannot be read\n\n{string.Concat(lines.Select(l => $"- {MarkdownText.Line(l)}\n"))}\n"];
    }

    /// <summary>An object with its findings.</summary>
    private static string Part(IGrouping<AuditResult, ReportedFinding> findings)
    {
        var paths = new RepositoryPath();
        var first = findings.First();
        var part = new StringBuilder($"### {Words.Actions.Spell(first.Action)} · {MarkdownText.Line(first.Spoken)}\n\n");
        foreach (var finding in findings)
        {
            var rule = finding.Finding.Rule;
            part.Append($"- **{Words.Actions.Spell(finding.Action)}** [{rule.Id}]({rule.Page}){Place(finding.Located, paths)}\n");
            part.Append($"  {MarkdownText.Line(finding.Finding.Message)}\n");
            foreach (var advice in finding.Advice)
            {
                part.Append($"  - {MarkdownText.Line(advice)}\n");
            }
        }

        return part.Append('\n').ToString();
    }

    private static string Place(LocatedFinding located, RepositoryPath paths) => located.File.Length == 0
        ? string.Empty
        : MarkdownText.Line(System.FormattableString.Invariant(
            $" {(located.File is ['<', ..] ? located.File : paths.Of(located.File))}:{located.Position.Line}"));

    private static string Map(IReadOnlyList<StorageRow> rows)
    {
        if (rows.Count == 0)
        {
            return string.Empty;
        }

        var graph = StorageGraph.Of(rows);
        var shown = graph.Length > LongestMap / 2 ? string.Empty : graph;
        var text = new StringBuilder("<details><summary>Where the data is stored</summary>\n\n");
        text.Append(shown).Append(shown.Length > 0 ? "\n" : string.Empty);
        StorageTable.Write(rows, LongestMap - shown.Length, text);
        return text.Append("\n</details>\n").ToString();
    }
}
