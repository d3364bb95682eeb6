using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What we answer. A refusal is always 403 Forbidden: GitOps controllers delete and recreate objects on 409 and 422.</summary>
internal sealed record AdmissionResponse
{
    public required string Uid { get; init; }

    public required ObjectReference Resource { get; init; }

    public required AdmissionOperation Operation { get; init; }

    public string Group { get; init; } = string.Empty;

    /// <summary>The findings that refuse the request; none when it is allowed.</summary>
    public IReadOnlyList<Decision> Denials { get; init; } = [];

    /// <summary>The findings the user is told of all the same.</summary>
    public IReadOnlyList<Decision> Warnings { get; init; } = [];

    /// <summary>What is to be changed, as RFC 6902 operations.</summary>
    public IReadOnlyList<PatchOperation> Patch { get; init; } = [];

    /// <summary>What the user is told of the changes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The object that could not be read and so was not judged; null when there was none.</summary>
    public ManifestReading.Unreadable? Unreadable { get; init; }

    public bool IsAllowed => Denials.Count == 0;

    public static AdmissionResponse Allowed(AdmissionRequest request) => Judged(request, [], []);

    public static AdmissionResponse Judged(AdmissionRequest request, IReadOnlyList<Decision> denials, IReadOnlyList<Decision> warnings) => new()
    {
        Uid = request.Uid,
        Resource = request.Resource,
        Operation = request.Operation,
        Group = request.Group,
        Denials = denials,
        Warnings = warnings,
    };
}
