using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HomelabStorage.Policies.Jobs;

/// <summary>Writes the Job of a probe. It is tried once, ends by itself, and is removed by Kubernetes once nobody needs to know of it.</summary>
public static class ProbeJobJson
{
    /// <summary>Ten minutes to pull the image and to write a file.</summary>
    private const int Deadline = 600;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The Job as JSON.</summary>
    /// <param name="probe">What it does.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kept">How long it is kept once it has ended.</param>
    public static ReadOnlyMemory<byte> Of(BackupJob probe, string name, TimeSpan kept)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion"u8, "batch/v1"u8);
            json.WriteString("kind"u8, "Job"u8);
            json.WriteStartObject("metadata"u8);
            JobMetadataJson.Write(probe, name, json);
            JobMetadataJson.Owner(probe, json);
            json.WriteEndObject();
            json.WriteStartObject("spec"u8);
            json.WriteNumber("backoffLimit"u8, 0);
            json.WriteNumber("activeDeadlineSeconds"u8, Deadline);
            json.WriteNumber("ttlSecondsAfterFinished"u8, (int)kept.TotalSeconds);
            json.WriteStartObject("template"u8);
            json.WriteStartObject("metadata"u8);
            json.WriteStartObject("labels"u8);
            json.WriteString(JobLabels.ManagedBy, JobLabels.Manager);
            json.WriteString(JobLabels.Role, JobLabels.Spell(probe.Role));
            json.WriteString(JobLabels.Target, probe.Target.Mark);
            json.WriteEndObject();
            json.WriteEndObject();
            JobPodJson.Write(probe, json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
