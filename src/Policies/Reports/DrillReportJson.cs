using System.Text.Json;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>The drilled volumes, for programs.</summary>
public static class DrillReportJson
{
    /// <summary>Writes them.</summary>
    public static void Write(IReadOnlyList<DrillRow> rows, StoragePolicy policy, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReportHeadJson.Write("DrillReport"u8, policy, json);
        json.WriteStartObject("summary"u8);
        json.WriteNumber("volumes"u8, rows.Count);
        json.WriteNumber("good"u8, rows.Count(row => row.State == DrillState.Good));
        json.WriteNumber("failed"u8, rows.Count(row => row.State == DrillState.Failed));
        json.WriteNumber("notDrilled"u8, rows.Count(row => row.State is DrillState.NotDrilled or DrillState.Due));
        json.WriteEndObject();
        json.WriteStartArray("volumes"u8);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("namespace"u8, row.Namespace);
            json.WriteString("claim"u8, row.Claim);
            json.WriteString("volume"u8, row.Spoken);
            json.WriteStartArray("programs"u8);
            foreach (var program in row.Programs)
            {
                json.WriteStringValue(program);
            }

            json.WriteEndArray();
            json.WriteString("criticality"u8, Words.Criticalities.Spell(row.Criticality));
            json.WriteString("state"u8, Words.DrillStates.Spell(row.State));
            json.WriteString("message"u8, row.Said);
            if (row.Checked?.LastGood is { } good)
            {
                json.WriteString("lastGood"u8, Coverage.Moment(good));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
