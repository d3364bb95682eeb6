using System.Text.Json;
using HomelabStorage.Policies.Judgement;

namespace HomelabStorage.Policies.Reports;

/// <summary>One object of the report, with its volumes, findings and open questions.</summary>
internal static class ResultJson
{
    public static void Write(AuditResult result, AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReferenceJson.Write("resource"u8, result.Verdict.Subject.Reference, json);
        if (result.Verdict.Subject.Origin is { } origin)
        {
            ReferenceJson.Write("madeFrom"u8, origin.Reference, json);
        }

        if (result.File.Length > 0)
        {
            json.WriteStartObject("source"u8);
            json.WriteString("file"u8, result.File);
            json.WriteNumber("line"u8, result.Position.Line);
            json.WriteEndObject();
        }

        if (result.Cluster.Length > 0)
        {
            json.WriteString("cluster"u8, result.Cluster);
        }

        json.WriteString("verdict"u8, VerdictWords.Spell(result.Verdict.Kind));
        if (report.IsGap(result))
        {
            json.WriteBoolean("admissionGap"u8, true);
        }

        if (report.Reason(result) is { Length: > 0 } reason)
        {
            json.WriteString("admissionReason"u8, reason);
        }

        VolumesJson.Write(result.Verdict.Facts, report.Policy, json);
        json.WriteStartArray("findings"u8);
        foreach (var finding in result.Findings)
        {
            FindingJson.Write(finding, json);
        }

        json.WriteEndArray();
        WriteOpen(result.Verdict, json);
        json.WriteEndObject();
    }

    private static void WriteOpen(Verdict verdict, Utf8JsonWriter json)
    {
        if (verdict.Open.Count == 0)
        {
            return;
        }

        json.WriteStartArray("unknown"u8);
        foreach (var question in verdict.Open)
        {
            json.WriteStartObject();
            json.WriteString("rule"u8, question.Rule.Id);
            json.WriteString("message"u8, question.Message);
            json.WriteString("pointer"u8, question.Pointer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
