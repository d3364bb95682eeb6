using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Portraits;

/// <summary>The storage map of a household, in one drawing where that can be read, else in one of all namespaces and one for each of them.</summary>
internal static class StorageDrawings
{
    /// <summary>How many boxes a column may have until nobody finds anything in it.</summary>
    private const int MostBoxes = 48;

    /// <summary>So many namespaces are drawn on their own at most, the worst first: nobody looks through more, and every browser has to.</summary>
    private const int MostDrawings = 40;

    /// <summary>The drawings, the one of everything first; none where nothing is to be drawn.</summary>
    public static IReadOnlyList<Drawing> Of(IReadOnlyList<MapRow> rows, AuditReport report, Func<AuditResult, LocatedFinding, bool> isKnown)
    {
        var classes = report.Results
            .Where(result => result.Verdict.Facts is StorageClassFacts)
            .GroupBy(result => result.Verdict.Subject.Name, StringComparer.Ordinal)
            .ToDictionary(
                same => same.Key,
                same => same.SelectMany(r => r.Findings, (r, f) => isKnown(r, f) ? Standing.Known : StandingWords.Of(f.Decision.Action))
                    .DefaultIfEmpty(Standing.Fine)
                    .Max(),
                StringComparer.Ordinal);
        return rows.Count == 0 ? []
            : IsReadable(rows) ? [Drawing.Of(string.Empty, new Boxes(rows, classes).ByApp())]
            : [
                Drawing.Of(string.Empty, new Boxes(rows, classes).ByNamespace()),
                .. rows.GroupBy(Boxes.NamespaceOf, StringComparer.Ordinal)
                    .OrderByDescending(ns => ns.Max(row => row.Standing))
                    .ThenBy(ns => ns.Key, StringComparer.Ordinal)
                    .Take(MostDrawings)
                    .OrderBy(ns => ns.Key, StringComparer.Ordinal)
                    .Select(ns => Of(ns.Key, [.. ns], classes)),
            ];
    }

    private static Drawing Of(string ns, IReadOnlyList<MapRow> rows, Dictionary<string, Standing> classes)
    {
        var boxes = new Boxes(rows, classes);
        return Drawing.Of(ns, IsReadable(rows) ? boxes.ByApp() : boxes.ByLikeness());
    }

    private static bool IsReadable(IReadOnlyList<MapRow> rows) => rows.Select(row => row.Storage.Owner).Distinct(StringComparer.Ordinal).Count() <= MostBoxes;
}
