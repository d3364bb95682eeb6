using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Flux may delete a claim in order to change it.</summary>
public sealed class FluxForceDeletesClaim : Rule
{
    private const string Force = "kustomize.toolkit.fluxcd.io/force";

    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "flux-force-deletes-claim",
        Title = "Flux may delete the claim to change it",
        Why = "With force, Flux deletes an object that the API server will not change and makes it again; for a claim that means its volume and its data.",
        Remedy = "Take force away from claims and StatefulSets.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.GitOps,
    };

    /// <inheritdoc/>
    public override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy) =>
        subject is ClaimFacts or WorkloadFacts { Workload.ClaimTemplates.Count: > 0 } ? Forced(subject) : [];

    private IEnumerable<RuleOutcome> Forced(SubjectFacts subject)
    {
        if (Says(subject.Manifest.Metadata.Annotations))
        {
            yield return Found(
                subject,
                $"/metadata/annotations/{Force.Replace("/", "~1", StringComparison.Ordinal)}",
                $"has {Force}",
                $"{subject.Manifest.Reference}: metadata.annotations: remove {Force}");
        }
        else if (Says(subject.Manifest.Metadata.Labels))
        {
            yield return Found(
                subject,
                $"/metadata/labels/{Force.Replace("/", "~1", StringComparison.Ordinal)}",
                $"has {Force}",
                $"{subject.Manifest.Reference}: metadata.labels: remove {Force}");
        }
        else if (subject is ClaimFacts { Kustomization: { Forces: true } kustomization })
        {
            yield return Found(subject, string.Empty, $"is applied by {kustomization.Reference} with force", $"{kustomization.Reference}: spec.force: false");
        }
    }

    private static bool Says(IReadOnlyDictionary<string, string> map) =>
        map.TryGetValue(Force, out var value) && string.Equals(value, "enabled", StringComparison.OrdinalIgnoreCase);

    private RuleOutcome.Finding Found(SubjectFacts subject, string pointer, string how, string remedy) => new()
    {
        Rule = Info,
        Pointer = pointer,
        Grounds = subject is ClaimFacts claim ? GroundsOf.Claim(claim.Link, claim.Consumers) : Grounds.None,
        Message = $"{(subject is ClaimFacts ? $"claim {subject.Manifest.Name}" : subject.Manifest.Reference.ToString())} {how}: Flux may delete "
            + "it and its data to change it",
        Remedy = remedy,
        Key = "force",
    };
}
