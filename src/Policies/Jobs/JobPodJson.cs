using System.Text.Json;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Policies.Jobs;

/// <summary>
/// Writes the pod of a CronJob of ours. It has no token, mounts the data read-only whatever else is wrong, and is clean under the pod security standard
/// <c>restricted</c> unless its target is NFS or the files are root's.
/// </summary>
internal static class JobPodJson
{
    public static void Write(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartObject("spec"u8);
        json.WriteString("restartPolicy"u8, "Never"u8);
        json.WriteBoolean("automountServiceAccountToken"u8, false);
        json.WriteBoolean("enableServiceLinks"u8, false);
        json.WriteStartObject("securityContext"u8);
        json.WriteBoolean("runAsNonRoot"u8, job.User.User != 0);
        json.WriteNumber("runAsUser"u8, job.User.User);
        if (job.User.Group is { } group)
        {
            json.WriteNumber("runAsGroup"u8, group);
        }

        json.WriteStartObject("seccompProfile"u8);
        json.WriteString("type"u8, "RuntimeDefault"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        JobPlacementJson.Write(job, json);
        json.WriteStartArray("containers"u8);
        Container(job, json);
        json.WriteEndArray();
        Volumes(job, json);
        json.WriteEndObject();
    }

    private static void Container(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, "backup"u8);
        json.WriteString("image"u8, job.Image);
        List("command"u8, ["/homelab-storage"], json);
        List("args"u8, job.Arguments, json);
        if (job.Target is BackupTarget.S3 { Secret: var secret })
        {
            json.WriteStartArray("env"u8);
            Key("AWS_ACCESS_KEY_ID", secret, json);
            Key("AWS_SECRET_ACCESS_KEY", secret, json);
            json.WriteEndArray();
        }

        json.WriteStartObject("resources"u8);
        Amounts("requests"u8, "10m", "64Mi", json);
        Amounts("limits"u8, "2", "512Mi", json);
        json.WriteEndObject();
        json.WriteStartObject("securityContext"u8);
        json.WriteBoolean("allowPrivilegeEscalation"u8, false);
        json.WriteBoolean("readOnlyRootFilesystem"u8, true);
        json.WriteStartObject("capabilities"u8);
        List("drop"u8, ["ALL"], json);
        if (job.User.User == 0)
        {
            List("add"u8, ["DAC_OVERRIDE"], json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("terminationMessagePolicy"u8, "File"u8);
        json.WriteStartArray("volumeMounts"u8);
        if (job.Role == JobRole.Backup)
        {
            Mount("data", JobArguments.Data, isReadOnly: true, json);
        }

        Mount("scratch", JobArguments.Scratch, isReadOnly: false, json);
        if (job.Target is not BackupTarget.S3)
        {
            Mount("target", JobArguments.Target, isReadOnly: false, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Volumes(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartArray("volumes"u8);
        if (job.Role == JobRole.Backup)
        {
            Claim("data", job.Claim, json);
        }

        json.WriteStartObject();
        json.WriteString("name"u8, "scratch"u8);
        json.WriteStartObject("emptyDir"u8);
        if (job.ScratchSize.Length > 0)
        {
            json.WriteString("sizeLimit"u8, job.ScratchSize);
        }

        json.WriteEndObject();
        json.WriteEndObject();
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

    private static void Mount(string name, string path, bool isReadOnly, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("mountPath"u8, path);
        if (isReadOnly)
        {
            json.WriteBoolean("readOnly"u8, true);
        }

        json.WriteEndObject();
    }

    private static void Key(string name, string secret, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteStartObject("valueFrom"u8);
        json.WriteStartObject("secretKeyRef"u8);
        json.WriteString("name"u8, secret);
        json.WriteString("key"u8, name);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Amounts(ReadOnlySpan<byte> name, string cpu, string memory, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("cpu"u8, cpu);
        json.WriteString("memory"u8, memory);
        json.WriteEndObject();
    }

    public static void List(ReadOnlySpan<byte> name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
