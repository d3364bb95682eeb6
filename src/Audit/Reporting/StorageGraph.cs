using System.Globalization;
using System.Text;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The storage map as a diagram of Mermaid: workloads, the storage they ask for, and what that is.</summary>
internal static class StorageGraph
{
    /// <summary>How many edges a reader follows; Mermaid draws nothing at all of more than 500, nor of more than 50,000 characters.</summary>
    private const int MostEdges = 150;

    /// <summary>How long a label may be.</summary>
    private const int LongestLabel = 60;

    /// <summary>The diagram; where there are too many workloads, of namespaces, and then of the storage alone. Empty where that is too much as well.</summary>
    public static string Of(IReadOnlyList<StorageRow> rows)
    {
        (string From, string To)[] below = [.. rows.Select(r => (r.Storage, r.Backend)).Distinct()];
        foreach (var owner in new Func<StorageRow, string>[] { r => r.Owner, r => r.Namespace.Length > 0 ? $"namespace {r.Namespace}" : "no namespace" })
        {
            (string From, string To)[] edges = [.. rows.Select(r => (owner(r), r.Storage)).Distinct()];
            if (edges.Length + below.Length <= MostEdges)
            {
                return Drawn([.. edges.Select(e => ("o" + e.From, "s" + e.To)), .. below.Select(e => ("s" + e.From, "b" + e.To))]);
            }
        }

        return below.Length is > 0 and <= MostEdges ? Drawn([.. below.Select(e => ("s" + e.From, "b" + e.To))]) : string.Empty;
    }

    private static string Drawn(IReadOnlyList<(string From, string To)> edges)
    {
        if (edges.Count == 0)
        {
            return string.Empty;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var text = new StringBuilder("```mermaid\nflowchart LR\n");
        foreach (var node in edges.Select(e => e.From).Concat(edges.Select(e => e.To)))
        {
            if (names.TryAdd(node, string.Create(CultureInfo.InvariantCulture, $"n{names.Count + 1}")))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {names[node]}[\"{Label(node[1..])}\"]\n");
            }
        }

        foreach (var (from, to) in edges)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {names[from]} --> {names[to]}\n");
        }

        return text.Append("```\n").ToString();
    }

    /// <summary>A text between quotes, in which Mermaid finds nothing to do.</summary>
    private static string Label(string text)
    {
        var safe = SafeText.Line(text);
        var label = new StringBuilder();
        foreach (var rune in (safe.Length > LongestLabel ? safe[..(LongestLabel - 1)] + "…" : safe).EnumerateRunes())
        {
            label.Append(rune.IsAscii && !Rune.IsLetterOrDigit(rune) && rune.Value is not (' ' or '/' or '-' or '.' or '_' or '(' or ')')
                ? string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};")
                : $"{rune}");
        }

        return label.ToString();
    }
}
