using System.Text.Json;
using System.Text.Unicode;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Reads an AdmissionReview from its bytes, once.</summary>
internal static class AdmissionReviewReader
{
    /// <summary>The API server's own decoder stops at 10,000 levels; no Kubernetes type comes near this, and a reader's stack does not care.</summary>
    private const int Deepest = 512;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest };

    public static AdmissionReading Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return new AdmissionReading.Refused("the body is empty; send an AdmissionReview");
        }

        // Text is taken out of the document late, and would fail there.
        if (!Utf8.IsValid(body.Span))
        {
            return new AdmissionReading.Refused("the body is not valid UTF-8");
        }

        if (LoneSurrogate.Find(body.Span) is >= 0 and var place)
        {
            return new AdmissionReading.Refused($"the body has half of a surrogate pair at byte {place + 1}, which is not text");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Options);
        }
        catch (JsonException broken)
        {
            return new AdmissionReading.Refused($"the body is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");
        }

        var reading = Read(document);
        if (reading is AdmissionReading.Refused)
        {
            document.Dispose();
        }

        return reading;
    }

    private static AdmissionReading Read(JsonDocument document)
    {
        var root = document.RootElement;
        if (!Is(root, "kind"u8, "AdmissionReview"u8))
        {
            return new AdmissionReading.Refused($"kind is '{Text(root, "kind"u8)}'; send an AdmissionReview");
        }

        if (!Is(root, "apiVersion"u8, "admission.k8s.io/v1"u8))
        {
            var version = Text(root, "apiVersion"u8);
            return new AdmissionReading.Refused($"apiVersion is '{version}'; only admission.k8s.io/v1 is spoken here: set admissionReviewVersions: [v1]");
        }

        var request = Field(root, "request"u8);
        if (request.ValueKind != JsonValueKind.Object)
        {
            return new AdmissionReading.Refused("the AdmissionReview has no request");
        }

        if (Text(request, "uid"u8) is not { Length: > 0 } uid)
        {
            return new AdmissionReading.Refused("request.uid is missing; without it no answer can be matched");
        }

        if (Field(request, "object"u8).ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined)
            || Field(request, "oldObject"u8).ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
        {
            return new AdmissionReading.Refused("request.object and request.oldObject have to be objects");
        }

        return Operation(Field(request, "operation"u8)) is { } operation
            ? new AdmissionReading.Asked(Request(request, uid, operation), document)
            : new AdmissionReading.Refused($"request.operation is '{Text(request, "operation"u8)}'; known are CREATE, UPDATE, DELETE and CONNECT");
    }

    private static AdmissionRequest Request(JsonElement request, string uid, AdmissionOperation operation)
    {
        var kind = Field(request, "kind"u8);
        var group = Text(kind, "group"u8);
        var version = Text(kind, "version"u8);
        var subResource = Text(request, "subResource"u8);
        var parent = subResource.Length > 0 ? Field(request, "resource"u8) : default;
        return new AdmissionRequest
        {
            Uid = uid,
            Operation = operation,
            Group = group,
            Resource = new ObjectReference(
                group.Length == 0 ? version : $"{group}/{version}",
                Text(kind, "kind"u8),
                Text(request, "namespace"u8),
                Text(request, "name"u8)),
            SubResource = subResource,
            Parent = (Text(parent, "group"u8), Text(parent, "resource"u8)),
            IsDryRun = Field(request, "dryRun"u8).ValueKind == JsonValueKind.True,
            Object = Object(request, "object"u8),
            OldObject = Object(request, "oldObject"u8),
        };
    }

    private static AdmissionOperation? Operation(JsonElement operation) => operation.ValueKind != JsonValueKind.String ? null
        : operation.ValueEquals("CREATE"u8) ? AdmissionOperation.Create
        : operation.ValueEquals("UPDATE"u8) ? AdmissionOperation.Update
        : operation.ValueEquals("DELETE"u8) ? AdmissionOperation.Delete
        : operation.ValueEquals("CONNECT"u8) ? AdmissionOperation.Connect
        : null;

    private static JsonElement Object(JsonElement request, ReadOnlySpan<byte> name) =>
        Field(request, name) is { ValueKind: JsonValueKind.Object } found ? found : default;

    private static JsonElement Field(JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static bool Is(JsonElement element, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(text);

    private static string Text(JsonElement element, ReadOnlySpan<byte> name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } value ? RepeatedTexts.Of(value) : string.Empty;
}
