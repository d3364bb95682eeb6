using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What the API server asks: the fields we read of an admission.k8s.io/v1 AdmissionRequest.</summary>
internal sealed record AdmissionRequest
{
    public required string Uid { get; init; }

    public required AdmissionOperation Operation { get; init; }

    public required ObjectReference Resource { get; init; }

    public string Group { get; init; } = string.Empty;

    public string SubResource { get; init; } = string.Empty;

    /// <summary>The group and the plural of the resource whose subresource is asked about; empty where it is none.</summary>
    public (string Group, string Plural) Parent { get; init; } = (string.Empty, string.Empty);

    public bool IsDryRun { get; init; }

    /// <summary>One of its objects as far as the judgement knows it; null for any other.</summary>
    public Manifest? Manifest(JsonElement element) => (Read(element) as ManifestReading.Understood)?.Manifest;

    /// <summary>What became of one of its objects, in the request's namespace where it does not say its own; null when there is none.</summary>
    public ManifestReading? Read(JsonElement element)
    {
        var reading = element.ValueKind == JsonValueKind.Undefined ? null : ManifestReader.Read(element);
        return reading is ManifestReading.Understood { Manifest: { Namespace.Length: 0 } manifest }
            && Resource.Namespace.Length > 0
            && ManifestKinds.Of(manifest.Reference) is { IsNamespaced: true }
            ? new ManifestReading.Understood(manifest with { Reference = manifest.Reference with { Namespace = Resource.Namespace } })
            : reading;
    }

    /// <summary>The object as it will be; undefined on DELETE.</summary>
    public JsonElement Object { get; init; }

    /// <summary>The object as it is; undefined on CREATE.</summary>
    public JsonElement OldObject { get; init; }
}
