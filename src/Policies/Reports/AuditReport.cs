using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Reports;

/// <summary>What an audit says about everything it was given.</summary>
public sealed record AuditReport
{
    /// <summary>The policy it was judged by.</summary>
    public required StoragePolicy Policy { get; init; }

    /// <summary>One entry for every workload, claim and StorageClass.</summary>
    public required IReadOnlyList<AuditResult> Results { get; init; }

    /// <summary>Documents that are not YAML.</summary>
    public IReadOnlyList<ManifestReading.Broken> Broken { get; init; } = [];

    /// <summary>Documents that cannot be judged as they lie there.</summary>
    public IReadOnlyList<ManifestReading.NotJudged> NotJudged { get; init; } = [];

    /// <summary>How many objects say nothing about storage.</summary>
    public int Foreign { get; init; }

    /// <summary>How many results have a verdict.</summary>
    public int Count(VerdictKind kind) => Results.Count(r => r.Verdict.Kind == kind);
}
