using System.Text.Json;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Writes what tells an object of ours: its name, its labels, and the claim that owns it.</summary>
internal static class JobMetadataJson
{
    public static void Write(BackupJob job, string name, Utf8JsonWriter json)
    {
        json.WriteString("name"u8, name);
        json.WriteString("namespace"u8, job.Namespace);
        json.WriteStartObject("labels"u8);
        json.WriteString(JobLabels.ManagedBy, JobLabels.Manager);
        json.WriteString(JobLabels.Role, JobLabels.Spell(job.Role));
        json.WriteString(JobLabels.ClaimUid, job.ClaimUid);
        json.WriteString(JobLabels.Target, job.Target.Mark);
        json.WriteEndObject();
    }

    public static void Owner(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartArray("ownerReferences"u8);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "v1"u8);
        json.WriteString("kind"u8, "PersistentVolumeClaim"u8);
        json.WriteString("name"u8, job.Claim);
        json.WriteString("uid"u8, job.ClaimUid);
        json.WriteBoolean("controller"u8, false);
        json.WriteBoolean("blockOwnerDeletion"u8, false);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
