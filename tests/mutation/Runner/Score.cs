using System.Globalization;
using System.Text;

namespace HomelabStorage.Runner;

/// <summary>The counts of each folder, and every mutant that nobody noticed.</summary>
internal static class Score
{
    public static void Write(IEnumerable<Mutant> mutants, Results results, string table, string survivors)
    {
        Mutant[] tried =
        [
            .. mutants.Where(m => results.Has(m.Id) && results.Of(m.Id).Outcome is not Outcome.Open)
                .OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line).ThenBy(m => m.Column).ThenBy(m => m.Id),
        ];
        string[] text =
        [
            "| folder | mutants | killed | timed out | crashed | survived | not reached | score |",
            "|---|---|---|---|---|---|---|---|",
            .. tried.GroupBy(m => m.Folder, StringComparer.Ordinal).Select(g => Row(g.Key, [.. g.Select(m => results.Of(m.Id).Outcome)])),
            Row("all", [.. tried.Select(m => results.Of(m.Id).Outcome)]),
        ];
        File.WriteAllLines(table, text);
        File.WriteAllLines(
            survivors,
            tried.Where(m => results.Of(m.Id).Outcome is Outcome.Survived or Outcome.NotReached).Select(m => $"{results.Of(m.Id).Outcome} {m}"));
        Console.WriteLine(string.Join('\n', text));
        Console.WriteLine($"survivors: {survivors}");
    }

    private static string Row(string name, IReadOnlyCollection<Outcome> outcomes)
    {
        var row = new StringBuilder($"| {name} | {outcomes.Count}");
        foreach (var kind in Enum.GetValues<Outcome>().Where(kind => kind is not Outcome.Open))
        {
            row.Append(CultureInfo.InvariantCulture, $" | {outcomes.Count(o => o == kind)}");
        }

        var noticed = outcomes.Count(o => o is Outcome.Killed or Outcome.TimedOut or Outcome.Crashed);
        return row.Append(CultureInfo.InvariantCulture, $" | {100.0 * noticed / outcomes.Count:F1} % |").ToString();
    }
}
