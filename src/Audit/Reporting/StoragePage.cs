using System.Globalization;
using System.Text;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Reporting;

/// <summary>Where a household's data is stored, as a part of a page of markdown, between two comments. The same manifests are the same bytes.</summary>
internal static class StoragePage
{
    /// <summary>What stands before the part.</summary>
    public const string Begin = "<!-- homelab-storage: begin -->";

    /// <summary>What stands behind it.</summary>
    public const string End = "<!-- homelab-storage: end -->";

    /// <summary>A page of nothing else.</summary>
    public static string New(AuditReport report) => $"# Storage\n\n{Part(report)}\n";

    /// <summary>A page with its part written again; null where it has none, or more than one.</summary>
    public static string? Renewed(string page, AuditReport report)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin || page.LastIndexOf(Begin, StringComparison.Ordinal) != begin || page.LastIndexOf(End, StringComparison.Ordinal) != end)
        {
            return null;
        }

        var part = Part(report);
        var written = page.Contains("\r\n", StringComparison.Ordinal) ? part.ReplaceLineEndings("\r\n") : part;
        return string.Concat(page.AsSpan(0, begin), written, page.AsSpan(end + End.Length));
    }

    private static string Part(AuditReport report)
    {
        var rows = StorageMap.Of(report);
        var text = new StringBuilder(
            $"{Begin}\n<!-- Written by `homelab-storage audit --storage-page FILE`: what you change between these two comments is lost. -->\n\n");
        if (rows.Count == 0)
        {
            text.Append("No workload here keeps data.\n\n");
        }
        else
        {
            text.Append(StorageGraph.Of(rows)).Append("\n## What each keeps where\n\n");
            StorageMatrix.Write(rows, text);
            text.Append("\n## Volumes\n\n");
            StorageTable.Write(rows, int.MaxValue / 2, text);
            text.Append('\n');
        }

        if (report.NotJudged.Count > 0)
        {
            var documents = report.NotJudged.Count == 1 ? "document" : "documents";
            text.Append(CultureInfo.InvariantCulture, $"{report.NotJudged.Count} {documents} could not be judged; what they deploy is missing here.\n\n");
        }

        return text.Append(End).ToString();
    }
}
