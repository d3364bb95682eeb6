using System.Text.Json;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Reporting;

/// <summary>
/// SARIF 2.1.0 as GitHub code scanning takes it:
/// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning.
/// </summary>
internal sealed class SarifFormat : ReportFormat
{
    /// <summary>How many results code scanning keeps of a run, and not the most severe ones.</summary>
    private const int MostResults = 5_000;

    /// <inheritdoc/>
    public override string Name => "sarif";

    /// <inheritdoc/>
    public override string Readers => "GitHub code scanning, editors";

    /// <inheritdoc/>
    public override bool NeedsFiles => true;

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page) => JsonFormat.Write(json => Write(reported, json), page.Write);

    private static void Write(Reported reported, Utf8JsonWriter json)
    {
        var paths = new RepositoryPath();
        var findings = ReportedFinding.Of(reported.Report, reported.Least);
        json.WriteStartObject();
        json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json"u8);
        json.WriteString("version"u8, "2.1.0"u8);
        json.WriteStartArray("runs"u8);
        json.WriteStartObject();
        SarifTool.Write(json);
        json.WriteStartObject("automationDetails"u8);
        json.WriteString("id"u8, Category(reported.Inputs, paths));
        json.WriteEndObject();
        json.WriteString("columnKind"u8, "utf16CodeUnits"u8);
        WriteInvocation(reported.Report, findings.Count - MostResults, paths, json);
        json.WriteStartArray("results"u8);
        foreach (var finding in findings.Take(MostResults))
        {
            SarifResult.Write(finding, reported.Report, paths, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// Tells this run from those about other folders: one of the same category takes the place of the other. What stands after the last slash is no part of it.
    /// </summary>
    private static string Category(IReadOnlyList<string> inputs, RepositoryPath paths) =>
        string.Join('/', ["homelab-storage", .. inputs.Select(paths.Of).Where(p => p is not ".").Order(StringComparer.Ordinal), string.Empty]);

    /// <summary>What could not be judged, and what was left out.</summary>
    private static void WriteInvocation(AuditReport report, int left, RepositoryPath paths, Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations"u8);
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful"u8, report.Broken.Count + report.Unreadable.Count == 0);
        json.WriteStartArray("toolExecutionNotifications"u8);
        foreach (var broken in report.Broken)
        {
            WriteNotification("error", broken.Message, broken.File, broken.Position, paths, json);
        }

        foreach (var unreadable in report.Unreadable)
        {
            WriteNotification("error", $"{unreadable}", unreadable.File, unreadable.Position, paths, json);
        }

        foreach (var aside in report.NotJudged)
        {
            WriteNotification("note", $"not judged: {aside.Reason}", aside.File, aside.Position, paths, json);
        }

        if (left > 0)
        {
            WriteNotification("warning", $"{left} of the mildest findings are left out: code scanning keeps {MostResults}", string.Empty, default, paths, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(
        string level,
        string message,
        string file,
        Policies.Yaml.Position position,
        RepositoryPath paths,
        Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("level"u8, level);
        SarifText.Write("message"u8, message, json);
        if (file.Length > 0)
        {
            json.WriteStartArray("locations"u8);
            json.WriteStartObject();
            SarifPlace.Write(paths.UriOf(file), new(position, position), json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
