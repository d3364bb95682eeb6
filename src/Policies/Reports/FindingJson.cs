using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>One finding, with the place it is about.</summary>
internal static class FindingJson
{
    public static void Write(LocatedFinding located, Utf8JsonWriter json)
    {
        var finding = located.Decision.Finding;
        json.WriteStartObject();
        json.WriteString("rule"u8, finding.Rule.Id);
        json.WriteString("action"u8, Words.Actions.Spell(located.Decision.Action));
        json.WriteString("message"u8, finding.Message);
        json.WriteString("remedy"u8, finding.Remedy);
        WriteTexts("alternatives"u8, finding.Alternatives, json);
        WriteTexts("seen"u8, finding.Seen, json);
        json.WriteString("certainty"u8, Words.Certainties.Spell(finding.Certainty));
        json.WriteString("why"u8, finding.Rule.Why);
        if (finding.Arrangement is { } arrangement)
        {
            ArrangementJson.Write(arrangement, json);
        }

        json.WriteString("docs"u8, finding.Rule.Page);
        json.WriteString("pointer"u8, finding.Pointer);
        if (finding.Related is { } related)
        {
            ReferenceJson.Write("related"u8, related, json);
        }

        PlaceJson.Write(located.File, located.Position, json);
        if (located.IsKnown)
        {
            json.WriteString("baseline"u8, "known"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(ReadOnlySpan<byte> name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        if (texts.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }
}
