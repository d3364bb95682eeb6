using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Formats;

/// <summary>What is only noted because no known controller applies it, in one line: who left it out knows, and who did not mean to has to hear of it.</summary>
internal static class LeftOutFormat
{
    /// <summary>How many names the line gives before it only counts.</summary>
    private const int MostNames = 8;

    /// <summary>Writes the line, where there is something to say.</summary>
    public static void Write(AuditReport report, Page page)
    {
        var objects = report.Results.Where(r => r.Findings.Any(f => f.Decision.IsLeftOut)).ToArray();
        if (objects.Length == 0)
        {
            return;
        }

        var findings = objects.Sum(r => r.Findings.Count(f => f.Decision.IsLeftOut));
        var names = objects.Select(r => r.Verdict.Subject.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var more = names.Length > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MostNames} more") : string.Empty;
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"{findings} {(findings == 1 ? "finding" : "findings")} on {objects.Length} {(objects.Length == 1 ? "object" : "objects")}");
        var named = $"{string.Join(", ", names.Take(MostNames))}{more}";
        page.Line($"{Styled.Grey("not applied")}  {said} that no known Flux or Argo object applies: {named} (--all shows {(findings == 1 ? "it" : "them")})");
    }
}
