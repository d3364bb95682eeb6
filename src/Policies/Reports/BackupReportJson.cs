using System.Text.Json;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>The volumes with data worth keeping, for programs.</summary>
public static class BackupReportJson
{
    /// <summary>Writes them.</summary>
    public static void Write(IReadOnlyList<BackupRow> rows, AuditReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReportHeadJson.Write("BackupReport"u8, report.Policy, json);
        json.WriteStartObject("summary"u8);
        json.WriteNumber("volumes"u8, rows.Count);
        json.WriteNumber("broken"u8, rows.Count(row => row.State == BackupState.Broken));
        json.WriteNumber("unknown"u8, rows.Count(row => row.State == BackupState.Unknown));
        json.WriteNumber("notProven"u8, rows.Count(row => row.State == BackupState.NotProven));
        json.WriteNumber("kept"u8, rows.Count(row => row.State == BackupState.Kept));
        json.WriteNumber("notAsked"u8, rows.Count(row => row.State == BackupState.NotAsked));
        json.WriteEndObject();
        json.WriteStartArray("volumes"u8);
        foreach (var row in rows)
        {
            Write(row, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(BackupRow row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Text("cluster"u8, row.Cluster, json);
        json.WriteString("namespace"u8, row.Namespace);
        Text("claim"u8, row.Claim, json);
        ReferenceJson.Write("workload"u8, row.Workload.Reference, json);
        json.WriteString("volume"u8, row.Volume);
        json.WriteStartArray("programs"u8);
        foreach (var program in row.Programs)
        {
            json.WriteStringValue(program);
        }

        json.WriteEndArray();
        json.WriteString("data"u8, Words.DataKinds.Spell(row.Data.Kind));
        json.WriteString("criticality"u8, Words.Criticalities.Spell(row.Data.Criticality));
        json.WriteString("certainty"u8, Words.Certainties.Spell(row.Data.Certainty));
        Text("rpo"u8, row.Tier is { } tier ? Duration.Format(tier.Rpo) : string.Empty, json);
        json.WriteString("state"u8, Words.BackupStates.Spell(row.State));
        json.WriteString("reason"u8, row.Reason);
        Text("lastSuccess"u8, row.LastSuccess is { } last ? Coverage.Moment(last) : string.Empty, json);
        if (row.Size is { } size)
        {
            json.WriteNumber("size"u8, size);
        }

        Text("nextRun"u8, row.NextRun is { } next ? Coverage.Moment(next) : string.Empty, json);
        if (row.Obstacle is { } obstacle)
        {
            json.WriteStartObject("obstacle"u8);
            json.WriteString("reason"u8, obstacle.Reason);
            json.WriteString("message"u8, obstacle.Message);
            json.WriteString("remedy"u8, obstacle.Remedy);
            json.WriteEndObject();
        }

        CoverageJson.Write(row.Coverage, json);
        json.WriteEndObject();
    }

    private static void Text(ReadOnlySpan<byte> name, string text, Utf8JsonWriter json)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }
}
