using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using HomelabStorage.Policies.Answers;
using HomelabStorage.Policies.Mutation;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Writes an AdmissionReview with our answer.</summary>
internal static class AdmissionReviewWriter
{
    /// <summary>The API server keeps 4,096 characters of warnings in all, and drops what comes after.</summary>
    private const int MostWarnings = 16;

    /// <summary>Nobody reads more, and an answer is to stay within a few kilobytes; the message says how many there are.</summary>
    private const int MostCauses = 16;

    // The answer is read by an API server, never by a browser, so nothing but JSON's own escapes is needed.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(AdmissionResponse response, IBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "admission.k8s.io/v1"u8);
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, response.Uid);
        json.WriteBoolean("allowed"u8, response.IsAllowed);
        if (!response.IsAllowed)
        {
            WriteStatus(response, json);
        }

        WriteWarnings(response, json);
        WritePatch(response, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStatus(AdmissionResponse response, Utf8JsonWriter json)
    {
        json.WriteStartObject("status"u8);
        json.WriteString("status"u8, "Failure"u8);
        json.WriteNumber("code"u8, 403);
        json.WriteString("reason"u8, "Forbidden"u8);
        json.WriteString("message"u8, FindingText.Refusal(response.Denials));
        json.WriteStartObject("details"u8);
        json.WriteString("name"u8, response.Resource.Name);
        json.WriteString("group"u8, response.Group);
        json.WriteString("kind"u8, response.Resource.Kind);
        json.WriteStartArray("causes"u8);
        foreach (var denial in response.Denials.Take(MostCauses))
        {
            var (message, field) = FindingText.Cause(denial);
            json.WriteStartObject();
            json.WriteString("reason"u8, denial.Finding.Rule.Id);
            json.WriteString("message"u8, message);
            json.WriteString("field"u8, field);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Patch and patchType stand together or not at all; the API server answers 500 otherwise.</summary>
    private static void WritePatch(AdmissionResponse response, Utf8JsonWriter json)
    {
        if (response.Patch.Count == 0)
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var patch = new Utf8JsonWriter(buffer, Options))
        {
            PatchJson.Write(response.Patch, patch);
        }

        json.WriteString("patchType"u8, "JSONPatch"u8);
        json.WriteBase64String("patch"u8, buffer.WrittenSpan);
    }

    private static void WriteWarnings(AdmissionResponse response, Utf8JsonWriter json)
    {
        if (response.Warnings.Count + response.Notes.Count == 0)
        {
            return;
        }

        json.WriteStartArray("warnings"u8);
        foreach (var warning in response.Notes.Select(FindingText.Note).Concat(response.Warnings.Select(FindingText.Warning)).Take(MostWarnings))
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }
}
