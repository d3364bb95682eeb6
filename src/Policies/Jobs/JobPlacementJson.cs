using System.Text.Json;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Writes where the pod of a CronJob of ours may run.</summary>
internal static class JobPlacementJson
{
    public static void Write(BackupJob job, Utf8JsonWriter json)
    {
        Affinity(job, json);
        Tolerations(job, json);
    }

    private static void Affinity(BackupJob job, Utf8JsonWriter json)
    {
        if (job.Companions is not { } companions)
        {
            return;
        }

        json.WriteStartObject("affinity"u8);
        json.WriteStartObject("podAffinity"u8);
        json.WriteStartArray("requiredDuringSchedulingIgnoredDuringExecution"u8);
        json.WriteStartObject();
        json.WriteString("topologyKey"u8, "kubernetes.io/hostname"u8);
        json.WriteStartObject("labelSelector"u8);
        json.WriteStartArray("matchExpressions"u8);
        foreach (var (key, value) in companions.Labels)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, key);
            json.WriteString("operator"u8, "In"u8);
            ContainerJson.List("values"u8, [value, job.Name], json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Tolerations(BackupJob job, Utf8JsonWriter json)
    {
        if (job.Tolerations.Count > 0)
        {
            json.WriteStartArray("tolerations"u8);
            foreach (var toleration in job.Tolerations)
            {
                json.WriteRawValue(toleration);
            }

            json.WriteEndArray();
        }
    }
}
