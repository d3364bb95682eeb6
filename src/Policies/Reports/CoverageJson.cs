using System.Text.Json;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Who covers a mount, with what grade, since when, and why not.</summary>
internal static class CoverageJson
{
    public static void Write(Coverage coverage, Utf8JsonWriter json)
    {
        if (coverage.Backups.Count == 0)
        {
            return;
        }

        json.WriteStartArray("backups"u8);
        foreach (var backup in coverage.Backups)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, backup.Source);
            json.WriteString("grade"u8, Words.Grades.Spell(backup.Grade));
            Text("target"u8, backup.Target, json);
            Text("schedule"u8, backup.Schedule is { } schedule && !ReferenceEquals(schedule, Recurrence.Always) ? schedule.Text : string.Empty, json);
            Text("interval"u8, backup.Schedule?.Longest is { } longest ? Duration.Format(longest) : string.Empty, json);
            Text("retention"u8, backup.Retention, json);
            if (backup.IsSuspended)
            {
                json.WriteBoolean("suspended"u8, true);
            }

            Moment("lastSuccess"u8, backup.LastSuccess, json);
            if (backup.Size is { } size)
            {
                json.WriteNumber("size"u8, size);
            }

            Moment("restored"u8, backup.Restored, json);
            json.WriteString("evidence"u8, backup.Evidence);
            Text("trouble"u8, backup.Trouble, json);
            Text("whyNot"u8, backup.WhyNot, json);
            Text("doubt"u8, backup.Doubt, json);
            Text("copiesLive"u8, backup.CopiesLive, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Text(ReadOnlySpan<byte> name, string text, Utf8JsonWriter json)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private static void Moment(ReadOnlySpan<byte> name, DateTimeOffset? moment, Utf8JsonWriter json)
    {
        if (moment is { } time)
        {
            json.WriteString(name, Coverage.Moment(time));
        }
    }
}
