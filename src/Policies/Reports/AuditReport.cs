using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Reports;

/// <summary>What an audit says about everything it was given.</summary>
public sealed record AuditReport
{
    /// <summary>The policy it was judged by.</summary>
    public required StoragePolicy Policy { get; init; }

    /// <summary>The file of settings that said how; empty where there was none.</summary>
    public string Settings { get; init; } = string.Empty;

    /// <summary>One entry for every workload, claim and StorageClass.</summary>
    public required IReadOnlyList<AuditResult> Results { get; init; }

    /// <summary>Documents that are not YAML.</summary>
    public IReadOnlyList<ManifestReading.Broken> Broken { get; init; } = [];

    /// <summary>Documents that cannot be judged as they are stored there.</summary>
    public IReadOnlyList<ManifestReading.NotJudged> NotJudged { get; init; } = [];

    /// <summary>Objects that cannot be taken for what they say they are.</summary>
    public IReadOnlyList<ManifestReading.Unreadable> Unreadable { get; init; } = [];

    /// <summary>When the webhook was installed in the cluster that was read; null for files, and where it is not installed.</summary>
    public DateTimeOffset? GuardedSince { get; init; }

    /// <summary>Refused objects that were made while the webhook was installed; <see cref="Reason"/> says how that came about.</summary>
    public IEnumerable<AuditResult> Gap => Results.Where(IsGap);

    /// <summary>Whether a result is one of <see cref="Gap"/>.</summary>
    public bool IsGap(AuditResult result) =>
        result.Verdict.Kind == VerdictKind.Deny && GuardedSince is { } since && result.Verdict.Subject.Created > since;

    /// <summary>How many refused objects are older than the webhook.</summary>
    public int Older => Results.Count(r => Reason(r).Length > 0 && !IsGap(r));

    /// <summary>Why a refused object is there although the webhook is; empty for any other, for files, and without a webhook.</summary>
    public string Reason(AuditResult result) =>
        result.Verdict.Kind == VerdictKind.Deny && GuardedSince is { } since ? AdmissionReason.Of(result.Verdict, since) : string.Empty;

    /// <summary>How many objects say nothing about storage.</summary>
    public int Foreign { get; init; }

    /// <summary>How many results have a verdict.</summary>
    public int Count(VerdictKind kind) => Results.Count(r => r.Verdict.Kind == kind);
}
