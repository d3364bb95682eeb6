using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Rules;

/// <summary>A rule about what a claim asks for, wherever the claim is written: on its own, or as a template in a workload.</summary>
public abstract class ClaimSpecRule : Rule
{
    /// <inheritdoc/>
    public sealed override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy) => subject switch
    {
        ClaimFacts claim => Evaluate(Asked(claim), policy),
        WorkloadFacts { MakesClaims: false } => [],
        WorkloadFacts workload => OfTemplates(workload, policy),
        _ => [],
    };

    private IEnumerable<RuleOutcome> OfTemplates(WorkloadFacts facts, StoragePolicy policy) => facts.Mounts
        .Where(m => m.Claim is { Template: not null, Claim: null })
        .GroupBy(m => m.Claim!.Template!.Pointer, StringComparer.Ordinal)
        .SelectMany(group => Evaluate(
            new ClaimAsked
            {
                Link = group.First().Claim!,
                Target = facts.Workload.Origin?.Reference ?? facts.Workload.Reference,
                SpecPointer = group.Key + "/spec",
                Metadata = group.First().Claim!.Template!.Metadata,
                Mounts = [.. group],
                Extent = ToBeMade([.. group]),
                Surroundings = facts.Surroundings,
            },
            policy));

    /// <summary>What the rule says about one claim.</summary>
    protected abstract IEnumerable<RuleOutcome> Evaluate(ClaimAsked claim, StoragePolicy policy);

    /// <summary>How many claims are still to be made of a template that some mounts are of.</summary>
    private static int ToBeMade(MountFacts[] mounts) =>
        mounts[0].IsToBeMade ? mounts.Select(m => m.Claim!).Distinct<ClaimLink>(ReferenceEqualityComparer.Instance).Sum(link => link.ToBeMade) : 1;

    /// <summary>A broken expectation about a field of the claim's spec.</summary>
    protected RuleOutcome.Finding Finding(ClaimAsked claim, string field, string message, string remedy) => new()
    {
        Rule = Info,
        Pointer = claim.PointerTo(field),
        Message = message,
        Remedy = remedy,
        Key = $"{claim.SpecPointer}/{field}",
        Extent = claim.Extent,
        Grounds = GroundsOf.Claim(claim.Link, claim.Mounts),
        Seen = claim.Link.Backend is Backend.Known known ? [known.Evidence, .. known.Because] : [],
    };

    private static ClaimAsked Asked(ClaimFacts facts) => new()
    {
        Link = facts.Link,
        Target = facts.Claim.Origin?.Reference ?? facts.Claim.Reference,
        SpecPointer = "/spec",
        Metadata = facts.Claim.Metadata,
        Mounts = facts.Consumers,
        Surroundings = facts.Surroundings,
        Facts = facts,
    };
}
