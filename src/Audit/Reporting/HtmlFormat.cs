using HomelabStorage.Audit.Html;
using HomelabStorage.Audit.Output;
using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A page for a browser, in one file that asks nobody for anything: the storage map, the findings, the matrix.</summary>
internal sealed class HtmlFormat : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override string Readers => "a browser: one self-contained page";

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page) => page.Write(HtmlPage.Of(Portrait.Of(reported)));
}
