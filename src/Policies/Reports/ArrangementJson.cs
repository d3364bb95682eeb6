using System.Text.Json;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>What the policy arranges for some data.</summary>
internal static class ArrangementJson
{
    public static void Write(Arrangement arrangement, Utf8JsonWriter json)
    {
        if (arrangement is { Classes.Count: 0, Tier: null })
        {
            return;
        }

        json.WriteStartObject("policy"u8);
        if (arrangement.Classes.Count > 0)
        {
            json.WriteStartArray("classes"u8);
            foreach (var name in arrangement.Classes)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            if (arrangement.Why.Length > 0)
            {
                json.WriteString("why"u8, arrangement.Why);
            }
        }

        if (arrangement.Tier is { } tier)
        {
            json.WriteString("rpo"u8, Duration.Format(tier.Rpo));
            json.WriteString("rto"u8, Duration.Format(tier.Rto));
        }

        json.WriteEndObject();
    }
}
