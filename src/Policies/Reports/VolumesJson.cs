using System.Text.Json;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>What an object mounts, what is stored there, and where.</summary>
internal static class VolumesJson
{
    public static void Write(SubjectFacts? facts, StoragePolicy policy, Utf8JsonWriter json)
    {
        json.WriteStartArray("volumes"u8);
        foreach (var mount in facts?.Mounts ?? [])
        {
            json.WriteStartObject();
            json.WriteString("mountPath"u8, mount.Path);
            json.WriteString("volume"u8, mount.Mount.Volume);
            json.WriteString("data"u8, Words.DataKinds.Spell(mount.Main.Kind));
            json.WriteString("criticality"u8, Words.Criticalities.Spell(mount.Main.Criticality));
            json.WriteString("backend"u8, BackendWords.Spell(mount.Backend));
            if (mount.Claim is { } claim)
            {
                json.WriteString("claim"u8, claim.Name);
                json.WriteString("storageClass"u8, claim.Class.Name);
            }

            json.WriteString("certainty"u8, Words.Certainties.Spell(mount.Main.Certainty));
            if (mount.Backend is not Backend.Projection)
            {
                ArrangementJson.Write(Arrangement.Of(mount.Main, policy), json);
            }

            CoverageJson.Write(mount.Coverage, json);
            if (facts is ClaimFacts)
            {
                json.WriteString("workload"u8, mount.Workload.Reference.ToString());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
