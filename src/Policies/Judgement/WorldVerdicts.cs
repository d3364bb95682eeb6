using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Judgement;

/// <summary>What is said of everything there is in a world.</summary>
/// <param name="Verdicts">The verdict about everything that could be judged, in the order of the manifests.</param>
/// <param name="NotJudged">What could not be, each with the reason: a bug of ours costs the object it is met at, and no other.</param>
public sealed record WorldVerdicts(IReadOnlyList<Verdict> Verdicts, IReadOnlyList<ManifestReading.Unreadable> NotJudged);
