using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>
/// The volumes with data worth keeping for a person at a terminal: the worst promise first, each with who copies it, and one line that sums up.
/// </summary>
internal static class BackupsTable
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static void Write(IReadOnlyList<BackupRow> rows, AuditReport report, Terminal terminal)
    {
        var page = terminal.Styled();
        foreach (var row in rows)
        {
            var cluster = Styled.Grey(row.Cluster.Length > 0 ? $"  in {row.Cluster}" : string.Empty);
            page.Line($"{Coloured(row.State)}  {Styled.Bold(row.Spoken)}  {string.Join(", ", row.Programs)}: {row.Data.Spoken}, {Tier(row)}{cluster}");
            page.Line($"    {row.Reason}");
            if (row.Obstacle is { } obstacle)
            {
                page.Line($"    in the way: {obstacle.Spoken}");
            }

            var rest = string.Join(" · ", Rest(row));
            if (rest.Length > 0)
            {
                page.Line($"    {Styled.Grey(rest)}");
            }
        }

        NotJudgedFormat.Write(report, isWhole: false, page);
        if (rows.Count + report.NotJudged.Count > 0)
        {
            page.Line();
        }

        page.Line($"{Summary(rows)} (policy {report.Policy.Name})");
    }

    private static IEnumerable<string> Rest(BackupRow row)
    {
        if (row.Size is { } size)
        {
            yield return $"last size: {Spoken(size)}";
        }

        if (row.NextRun is { } next)
        {
            yield return $"next run: {Coverage.Moment(next)}";
        }
    }

    private static string Spoken(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }

    private static string Tier(BackupRow row) =>
        row.Tier is { } tier ? $"{Words.Criticalities.Spell(row.Data.Criticality)}, {tier.Spoken}" : Words.Criticalities.Spell(row.Data.Criticality);

    private static string Summary(IReadOnlyList<BackupRow> rows)
    {
        if (rows.Count == 0)
        {
            return "no volume here holds data worth keeping";
        }

        var states = rows.CountBy(row => row.State).OrderBy(s => s.Key).Select(s => $"{s.Value} {Spoken(s.Key)}");
        return $"{rows.Count} {(rows.Count == 1 ? "volume" : "volumes")} with data worth keeping: {string.Join(", ", states)}";
    }

    private static string Spoken(BackupState state) => state switch
    {
        BackupState.Broken => "without the backups that the policy asks for",
        BackupState.Unknown => "unknown",
        BackupState.NotProven => "scheduled and not proven",
        BackupState.Kept => "backed up as the policy promises",
        _ => "for which the policy asks for none",
    };

    private static Styled Coloured(BackupState state)
    {
        var word = Words.BackupStates.Spell(state);
        return state switch
        {
            BackupState.Broken => Styled.Red(word),
            BackupState.Unknown => Styled.Blue(word),
            BackupState.NotProven => Styled.Yellow(word),
            BackupState.Kept => Styled.Green(word),
            _ => Styled.Grey(word),
        };
    }
}
