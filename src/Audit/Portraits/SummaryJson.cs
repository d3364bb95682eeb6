using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>A portrait in a few numbers and words, for the widgets of dashboards. The names of its fields are a promise.</summary>
internal static class SummaryJson
{
    /// <summary>More nobody reads in a widget.</summary>
    private const int MostItems = 50;

    public static ReadOnlyMemory<byte> Of(Portrait portrait)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(portrait, json);
        }

        return buffer.ToArray();
    }

    private static void Write(Portrait portrait, Utf8JsonWriter json)
    {
        var (deny, warn) = (Count(Standing.Refused), Count(Standing.Warned) + Count(Standing.Changed));
        json.WriteStartObject();
        json.WriteString("status"u8, deny > 0 ? "deny" : warn > 0 ? "warn" : "ok");
        json.WriteNumber("deny"u8, deny);
        json.WriteNumber("warn"u8, warn);
        json.WriteNumber("unknown"u8, Count(Standing.Unknown));
        json.WriteNumber("fine"u8, Count(Standing.Fine) + Count(Standing.Noted));
        json.WriteNumber("withoutBackup"u8, portrait.Clusters.Sum(c => c.Backups.Count(b => b.State == BackupState.Broken)));
        json.WriteString("auditedAt"u8, portrait.At);
        json.WriteStartArray("items"u8);
        foreach (var one in portrait.Objects.Where(o => o.Standing >= Standing.Warned).Take(MostItems))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, one.Reference);
            json.WriteString("label"u8, StandingWords.Key(one.Standing));
            json.WriteString("rule"u8, one.Findings[0].Rule);
            json.WriteString("message"u8, one.Findings[0].Message);
            json.WriteString("url"u8, one.Findings[0].Page);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        int Count(Standing standing) => portrait.Counts.GetValueOrDefault(standing);
    }
}
