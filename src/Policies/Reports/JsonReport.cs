using System.Text.Json;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>The report as JSON: a contract that tools read. Its schema is <c>docs/audit-report.schema.json</c>.</summary>
public static class JsonReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReportHeadJson.Write("AuditReport"u8, report.Policy, json);
        if (report.Settings.Length > 0)
        {
            json.WriteString("settings"u8, report.Settings);
        }

        WriteSummary(report, json);
        json.WriteStartArray("results"u8);
        foreach (var result in report.Results)
        {
            ResultJson.Write(result, report, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("notJudged"u8);
        WriteAsides(report.NotJudged.Select(n => (n.File, n.Position, n.Reason, n.Group, n.Command)), json);
        WriteUnreadable(report.Unreadable, json);
        json.WriteEndArray();
        json.WriteStartArray("broken"u8);
        WriteAsides(report.Broken.Select(b => (b.File, b.Position, b.Message, string.Empty, string.Empty)), json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("summary"u8);
        json.WriteNumber("resources"u8, report.Results.Count);
        json.WriteNumber("deny"u8, report.Count(VerdictKind.Deny));
        json.WriteNumber("warn"u8, report.Count(VerdictKind.Warn));
        json.WriteNumber("allow"u8, report.Count(VerdictKind.Allow));
        json.WriteNumber("unknown"u8, report.Count(VerdictKind.Unknown));
        json.WriteNumber("foreign"u8, report.Foreign);
        json.WriteNumber("notJudged"u8, report.NotJudged.Count + report.Unreadable.Count);
        json.WriteNumber("unreadable"u8, report.Unreadable.Count);
        json.WriteNumber("broken"u8, report.Broken.Count);
        json.WriteEndObject();
    }

    private static void WriteAsides(IEnumerable<(string File, Position Position, string Reason, string Group, string Command)> entries, Utf8JsonWriter json)
    {
        foreach (var (file, position, reason, group, command) in entries)
        {
            json.WriteStartObject();
            PlaceJson.Write(file, position, json);
            json.WriteString("reason"u8, reason);
            if (group.Length > 0)
            {
                json.WriteString("group"u8, group);
            }

            if (command.Length > 0)
            {
                json.WriteString("command"u8, command);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteUnreadable(IReadOnlyList<ManifestReading.Unreadable> entries, Utf8JsonWriter json)
    {
        foreach (var unreadable in entries)
        {
            json.WriteStartObject();
            ReferenceJson.Write("resource"u8, unreadable.Reference, json);
            PlaceJson.Write(unreadable.File, unreadable.Position, json);
            json.WriteString("pointer"u8, unreadable.Pointer);
            json.WriteString("reason"u8, unreadable.Reason);
            json.WriteEndObject();
        }
    }
}
