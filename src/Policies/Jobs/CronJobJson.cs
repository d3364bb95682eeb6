using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>
/// Writes a CronJob of ours as it is applied: every field we want and no other. <c>spec.suspend</c> is left to people, and nothing is said that the API server
/// would write otherwise.
/// </summary>
public static class CronJobJson
{
    /// <summary>Two hours are the most that a run may take: until it ends its pod holds the claim.</summary>
    private const int Deadline = 7200;

    /// <summary>A run that is missed by more than an hour waits for the next time; without a limit a hundred missed ones stop a CronJob for good.</summary>
    private const int MissedBy = 3600;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The CronJob as JSON.</summary>
    public static ReadOnlyMemory<byte> Of(BackupJob job) => Of(job, string.Empty);

    /// <summary>The CronJob as JSON, to be applied to one as it was seen and to no later one.</summary>
    public static ReadOnlyMemory<byte> Of(BackupJob job, string resourceVersion)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Written(job, string.Empty, string.Empty).Span))[..16];
        return Written(job, digest, resourceVersion);
    }

    private static ReadOnlyMemory<byte> Written(BackupJob job, string digest, string resourceVersion)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion"u8, "batch/v1"u8);
            json.WriteString("kind"u8, "CronJob"u8);
            json.WriteStartObject("metadata"u8);
            JobMetadataJson.Write(job, job.Name, json);
            if (resourceVersion.Length > 0)
            {
                json.WriteString("resourceVersion"u8, resourceVersion);
            }

            if (digest.Length > 0)
            {
                json.WriteStartObject("annotations"u8);
                json.WriteString(Annotation.Applied, digest);
                json.WriteEndObject();
            }

            JobMetadataJson.Owner(job, json);
            json.WriteEndObject();
            json.WriteStartObject("spec"u8);
            json.WriteString("schedule"u8, job.Schedule);
            if (job.TimeZone.Length > 0)
            {
                json.WriteString("timeZone"u8, job.TimeZone);
            }

            json.WriteString("concurrencyPolicy"u8, "Forbid"u8);
            json.WriteNumber("startingDeadlineSeconds"u8, MissedBy);
            json.WriteNumber("successfulJobsHistoryLimit"u8, 1);
            json.WriteNumber("failedJobsHistoryLimit"u8, 3);
            json.WriteStartObject("jobTemplate"u8);
            json.WriteStartObject("metadata"u8);
            Labels(job, json);
            json.WriteEndObject();
            json.WriteStartObject("spec"u8);
            json.WriteNumber("backoffLimit"u8, 1);
            json.WriteNumber("activeDeadlineSeconds"u8, Deadline);
            json.WriteStartObject("template"u8);
            json.WriteStartObject("metadata"u8);
            Labels(job, json);
            json.WriteEndObject();
            JobPodJson.Write(job, json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The app's labels with a value of its own, where it has to run beside the app, and ours.</summary>
    private static void Labels(BackupJob job, Utf8JsonWriter json)
    {
        json.WriteStartObject("labels"u8);
        json.WriteString(JobLabels.ManagedBy, JobLabels.Manager);
        json.WriteString(JobLabels.Role, JobLabels.Spell(job.Role));
        json.WriteString(JobLabels.CronJob, job.Name);
        foreach (var (key, _) in job.Companions?.Labels ?? [])
        {
            json.WriteString(key, job.Name);
        }

        json.WriteEndObject();
    }
}
