using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What a drill found, for a person at a terminal: the worst first, and one line that sums up.</summary>
internal static class DrillTable
{
    public static void Write(IReadOnlyList<DrillRow> rows, StoragePolicy policy, Terminal terminal)
    {
        var page = terminal.Styled();
        foreach (var row in rows.OrderBy(row => row.State))
        {
            var programs = row.Programs.Count > 0 ? $"{string.Join(", ", row.Programs)}, " : string.Empty;
            page.Line($"{Coloured(row.State)}  {Styled.Bold(row.Spoken)}  {programs}{Words.Criticalities.Spell(row.Criticality)}");
            page.Line($"    {row.Said}");
        }

        if (rows.Count > 0)
        {
            page.Line();
        }

        page.Line($"{Summary(rows)} (policy {policy.Name})");
    }

    private static string Summary(IReadOnlyList<DrillRow> rows)
    {
        if (rows.Count == 0)
        {
            return "no volume here holds data that is to be backed up";
        }

        var states = rows.CountBy(row => row.State).OrderBy(s => s.Key).Select(s => $"{s.Value} {Spoken(s.Key)}");
        return $"{rows.Count} {(rows.Count == 1 ? "volume" : "volumes")} with data to restore: {string.Join(", ", states)}";
    }

    private static string Spoken(DrillState state) => state switch
    {
        DrillState.Failed => "whose backup could not be restored",
        DrillState.Good => "restored and checked",
        _ => "not drilled",
    };

    private static Styled Coloured(DrillState state)
    {
        var word = Words.DrillStates.Spell(state);
        return state switch
        {
            DrillState.Failed => Styled.Red(word),
            DrillState.Good => Styled.Green(word),
            _ => Styled.Yellow(word),
        };
    }
}
