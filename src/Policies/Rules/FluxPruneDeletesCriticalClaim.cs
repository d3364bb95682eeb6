using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A claim with critical data that leaves with its manifest.</summary>
public sealed class FluxPruneDeletesCriticalClaim : Rule<ClaimFacts>
{
    private const string Prune = "kustomize.toolkit.fluxcd.io/prune";

    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "flux-prune-deletes-critical-claim",
        Title = "A critical claim is deleted when its manifest leaves Git",
        Why = "Flux prunes what is no longer in Git: a moved file or a renamed Kustomization deletes the claim, and with it perhaps the data.",
        Remedy = "Annotate the claim with kustomize.toolkit.fluxcd.io/prune: disabled.",
        DefaultAction = RuleAction.Audit,
        Group = RuleGroup.GitOps,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(ClaimFacts subject, StoragePolicy policy)
    {
        if (subject.Kustomization is { Prunes: true } kustomization
            && !IsKept(subject.Claim.Metadata.Annotations)
            && !IsKept(subject.Claim.Metadata.Labels)
            && subject.Consumers.FirstOrDefault(m => m.Data.Any(d => d is { Criticality: Criticality.Critical, IsResidue: false })) is { } mount)
        {
            yield return Violation(
                "/metadata",
                $"claim {subject.Claim.Name} holds critical data of {mount.Program}, and {kustomization.Reference} prunes it when its manifest leaves Git",
                $"{subject.Claim.Reference}: metadata.annotations: {Prune}: disabled") with
            {
                Grounds = GroundsOf.Claim(subject.Link, subject.Consumers),
            };
        }
    }

    private static bool IsKept(IReadOnlyDictionary<string, string> map) =>
        map.TryGetValue(Prune, out var value) && string.Equals(value, "disabled", StringComparison.OrdinalIgnoreCase);
}
