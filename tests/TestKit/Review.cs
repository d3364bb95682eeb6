using System.Buffers;
using System.Text.Json;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.TestKit;

/// <summary>An object as the API server asks about it.</summary>
public static class Review
{
    /// <summary>The body of the request: CREATE, or UPDATE where there is an object before it.</summary>
    public static byte[] Of(JsonElement root, JsonElement? before = null, bool dryRun = false) =>
        Of(root, before, dryRun, (string.Empty, string.Empty, string.Empty));

    /// <summary>The body of an UPDATE of a subresource, such as <c>apps</c>, <c>deployments</c>, <c>scale</c>.</summary>
    public static byte[] Of(JsonElement root, JsonElement before, (string Group, string Plural, string SubResource) asked) =>
        Of(root, before, dryRun: false, asked);

    private static byte[] Of(JsonElement root, JsonElement? before, bool dryRun, (string Group, string Plural, string SubResource) asked)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "admission.k8s.io/v1");
            json.WriteString("kind", "AdmissionReview");
            json.WriteStartObject("request");
            json.WriteString("uid", "00000000-0000-0000-0000-000000000001");
            json.WriteString("operation", before is null ? "CREATE" : "UPDATE");
            json.WriteString("namespace", root.GetProperty("metadata").TryGetProperty("namespace", out var ns) ? ns.GetString() : string.Empty);
            json.WriteBoolean("dryRun", dryRun);
            if (asked.SubResource.Length > 0)
            {
                json.WriteString("name", root.GetProperty("metadata").GetProperty("name").GetString());
                json.WriteString("subResource", asked.SubResource);
                json.WriteStartObject("resource");
                json.WriteString("group", asked.Group);
                json.WriteString("version", "v1");
                json.WriteString("resource", asked.Plural);
                json.WriteEndObject();
            }

            json.WritePropertyName("object");
            root.WriteTo(json);
            if (before is { } old)
            {
                json.WritePropertyName("oldObject");
                old.WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What an endpoint answers to a body.</summary>
    internal static AdmissionResponse Ask(IAdmissionHandler handler, byte[] body)
    {
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(body);
        using (asked.Document)
        {
            return handler.Answer(asked.Request, body);
        }
    }
}
