using System.Text.Json;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Writes the volumes of the pod of a CronJob of ours: what it copies, room to work in, and the target.</summary>
internal static class JobVolumesJson
{
    public static void Write(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartArray("volumes"u8);
        switch (job)
        {
            case { Role: JobRole.Backup, Dump: null }:
                Claim("data", job.Claim, json);
                break;
            case { Role: JobRole.Backup }:
                Empty("data", job.ScratchSize, json);
                break;
        }

        if (job.Role != JobRole.Probe)
        {
            Empty("scratch", job.ScratchSize, json);
        }

        switch (job.Target)
        {
            case BackupTarget.Nfs nfs:
                json.WriteStartObject();
                json.WriteString("name"u8, "target"u8);
                json.WriteStartObject("nfs"u8);
                json.WriteString("server"u8, nfs.Server);
                json.WriteString("path"u8, nfs.Path);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case BackupTarget.Claim claim:
                Claim("target", claim.Name, json);
                break;
        }

        json.WriteEndArray();
    }

    private static void Claim(string name, string claim, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteStartObject("persistentVolumeClaim"u8);
        json.WriteString("claimName"u8, claim);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Empty(string name, string size, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteStartObject("emptyDir"u8);
        if (size.Length > 0)
        {
            json.WriteString("sizeLimit"u8, size);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
