using System.Text.Json;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What the API server asks: the fields we read of an admission.k8s.io/v1 AdmissionRequest.</summary>
internal sealed record AdmissionRequest
{
    public required string Uid { get; init; }

    public required AdmissionOperation Operation { get; init; }

    public required ObjectReference Resource { get; init; }

    public string Group { get; init; } = string.Empty;

    public string SubResource { get; init; } = string.Empty;

    public bool IsDryRun { get; init; }

    /// <summary>The object as it will be; undefined on DELETE.</summary>
    public JsonElement Object { get; init; }

    /// <summary>The object as it is; undefined on CREATE.</summary>
    public JsonElement OldObject { get; init; }
}
