namespace HomelabStorage.Audit.Reporting;

/// <summary>Every format of the report.</summary>
internal static class ReportFormats
{
    /// <summary>The list. A new format is one line here; the first is the usual one.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new TableFormat(),
        new JsonReportFormat(),
        new SarifFormat(),
        new JUnitFormat(),
        new GitHubFormat(),
        new GitLabFormat(),
        new MarkdownFormat(),
        new HtmlFormat(),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(format => format.Name);

    /// <summary>The format of a name; null where none has it.</summary>
    public static ReportFormat? Find(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.Ordinal));
}
