using System.Globalization;
using HomelabStorage.Policies.Judgement;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A report in one line of counts.</summary>
internal static class ReportSummary
{
    /// <summary>The counts, and what decided: the policy, and the settings where there are some.</summary>
    public static string Signed(Reported reported)
    {
        var report = reported.Report;
        return $"{Of(reported)} (policy {report.Policy.Name}{(report.Settings.Length > 0 ? $", settings {report.Settings}" : string.Empty)})";
    }

    /// <summary>The counts.</summary>
    public static string Of(Reported reported)
    {
        var (report, least) = (reported.Report, reported.Least);
        var notes = report.Results.Sum(r => r.Findings.Count(f => f.Decision.Action < least));
        return string.Join(", ", new[]
        {
            $"{report.Results.Count} judged",
            Count(report.Count(VerdictKind.Deny), "refused"),
            Count(report.Count(VerdictKind.Warn), "with warnings"),
            Count(report.Count(VerdictKind.Unknown), "cannot be told"),
            Count(reported.Whole.Count(VerdictKind.Allow), "fine"),
            Count(notes, notes == 1 ? "note (--all shows it)" : "notes (--all shows them)"),
            Known(reported),
            Count(report.Foreign, "of other kinds skipped"),
            Count(report.Unreadable.Count, report.Unreadable.Count == 1 ? "object unreadable" : "objects unreadable"),
            Count(report.NotJudged.Count, report.NotJudged.Count == 1 ? "document not judged" : "documents not judged"),
            Count(report.Broken.Count, report.Broken.Count == 1 ? "document broken" : "documents broken"),
        }.Where(part => part.Length > 0));
    }

    /// <summary>How many findings are known from before, and that there are no others; empty where there are none.</summary>
    public static string Known(Reported reported)
    {
        var known = Count(reported.Known, reported.Known == 1 ? "known finding" : "known findings");
        return reported.IsAllKnown ? $"{known}, none new" : known;
    }

    private static string Count(int count, string what) => count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{count} {what}");
}
