using System.Text;
using HomelabStorage.Audit.Formats;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The storage map by workload and storage as a table of markdown: what each keeps where, and what is wrong with it there.</summary>
internal static class StorageMatrix
{
    public static void Write(IReadOnlyList<StorageRow> rows, StringBuilder text)
    {
        string[] columns = [.. rows.Select(r => r.Backend).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        text.Append($"| workload | {string.Join(" | ", columns.Select(MarkdownText.Line))} |\n");
        text.Append($"|{string.Concat(Enumerable.Repeat("---|", columns.Length + 1))}\n");
        foreach (var workload in rows.GroupBy(r => r.Owner, StringComparer.Ordinal))
        {
            var cells = columns.Select(column => Cell(workload.Where(r => string.Equals(r.Backend, column, StringComparison.Ordinal))));
            text.Append($"| {MarkdownText.Line(workload.Key)} | {string.Join(" | ", cells)} |\n");
        }
    }

    private static string Cell(IEnumerable<StorageRow> rows) => string.Join(
        ", ",
        rows.Select(r => r.Verdict is "fine" or "cannot tell" ? MarkdownText.Line(r.Data) : $"{MarkdownText.Line(r.Data)} **{r.Verdict}**")
            .Distinct(StringComparer.Ordinal));
}
