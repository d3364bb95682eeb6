using System.Globalization;
using System.Text;
using HomelabStorage.Audit.Formats;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The storage map as a table of markdown.</summary>
internal static class StorageTable
{
    /// <summary>Writes the rows for which there is room, and how many there are besides.</summary>
    public static void Write(IReadOnlyList<StorageRow> rows, int room, StringBuilder text)
    {
        text.Append("| workload | path | data | claim | storage | backend | verdict |\n|---|---|---|---|---|---|---|\n");
        var end = text.Length + room;
        for (var i = 0; i < rows.Count; i++)
        {
            var line = Line(rows[i]);
            if (text.Length + line.Length > end)
            {
                text.Append(CultureInfo.InvariantCulture, $"\nAnd {rows.Count - i} more volumes, for which there is no room here.\n");
                return;
            }

            text.Append(line);
        }
    }

    private static string Line(StorageRow row)
    {
        string[] cells = [row.Owner, row.Path, $"{row.Data}, {row.Criticality}", row.Claim, row.Storage, row.Backend, row.Verdict];
        return $"| {string.Join(" | ", cells.Select(MarkdownText.Line))} |\n";
    }
}
