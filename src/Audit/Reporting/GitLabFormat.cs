using System.Text.Json;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/. Entries of one fingerprint would be taken for one.</summary>
internal sealed class GitLabFormat : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "gitlab";

    /// <inheritdoc/>
    public override string Readers => "GitLab code quality";

    /// <inheritdoc/>
    public override bool NeedsFiles => true;

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page) => JsonFormat.Write(json => Write(reported, json), page.Write);

    private static void Write(Reported reported, Utf8JsonWriter json)
    {
        var paths = new RepositoryPath();
        json.WriteStartArray();
        foreach (var finding in ReportedFinding.Of(reported.Report, reported.Least))
        {
            json.WriteStartObject();
            json.WriteString("description"u8, $"{finding.Spoken}: {finding.Finding.Message}. {string.Join(". ", finding.Advice)}");
            json.WriteString("check_name"u8, finding.Finding.Rule.Id);
            json.WriteString("fingerprint"u8, finding.Fingerprint);
            json.WriteString("severity"u8, finding.Action switch
            {
                RuleAction.Deny => "critical",
                RuleAction.Fix or RuleAction.Warn => "minor",
                _ => "info",
            });
            json.WriteStartObject("location"u8);
            json.WriteString("path"u8, paths.Of(finding.Located.File));
            json.WriteStartObject("lines"u8);
            json.WriteNumber("begin"u8, finding.Located.Position.Line);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
