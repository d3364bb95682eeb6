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

        if (job.FsGroup is { } shared)
        {
            // Not as fsGroup, by which the kubelet would change the app's files.
            json.WriteStartArray("supplementalGroups"u8);
            json.WriteNumberValue(shared);
            json.WriteEndArray();
        }

        json.WriteStartObject("seccompProfile"u8);
        json.WriteString("type"u8, "RuntimeDefault"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        JobPlacementJson.Write(job, json);
        if (job is { Role: JobRole.Backup, Dump: { } dump })
        {
            DumpContainerJson.Write(dump, json);
            PullSecrets(dump, json);
        }

        json.WriteStartArray("containers"u8);
        Container(job, json);
        json.WriteEndArray();
        JobVolumesJson.Write(job, json);
        json.WriteEndObject();
    }

    private static void PullSecrets(DatabaseDump dump, Utf8JsonWriter json)
    {
        if (dump.PullSecrets.Count == 0)
        {
            return;
        }

        json.WriteStartArray("imagePullSecrets"u8);
        foreach (var name in dump.PullSecrets)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Container(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, JobContainers.Backup);
        json.WriteString("image"u8, job.Image);
        ContainerJson.List("command"u8, ["/homelab-storage"], json);
        ContainerJson.List("args"u8, job.Arguments, json);
        if (job.Target is BackupTarget.S3 { Secret: var secret })
        {
            json.WriteStartArray("env"u8);
            ContainerJson.Key("AWS_ACCESS_KEY_ID", "secretKeyRef", secret, "AWS_ACCESS_KEY_ID", isOptional: false, json);
            ContainerJson.Key("AWS_SECRET_ACCESS_KEY", "secretKeyRef", secret, "AWS_SECRET_ACCESS_KEY", isOptional: false, json);
            json.WriteEndArray();
        }

        ContainerJson.Resources(json);
        ContainerJson.Confinement(job.User.User == 0 ? ["DAC_OVERRIDE"] : [], json);
        json.WriteString("terminationMessagePolicy"u8, "File"u8);
        json.WriteStartArray("volumeMounts"u8);
        if (job.Role == JobRole.Backup)
        {
            ContainerJson.Mount("data", JobArguments.Data, isReadOnly: true, json);
        }

        if (job.Role != JobRole.Probe)
        {
            ContainerJson.Mount("scratch", JobArguments.Scratch, isReadOnly: false, json);
        }

        if (job.Target is not BackupTarget.S3)
        {
            ContainerJson.Mount("target", JobArguments.Target, isReadOnly: false, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
