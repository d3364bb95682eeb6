using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The report as a contract with programs: <c>docs/audit-report.schema.json</c>.</summary>
internal sealed class JsonReportFormat : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override string Readers => "programs; docs/audit-report.schema.json";

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page) => JsonFormat.Write(json => JsonReport.Write(reported.Whole, json), page.Write);
}
