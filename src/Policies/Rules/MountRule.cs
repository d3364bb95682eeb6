using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>
/// A rule about data at a mount. The pair of workload and claim is judged from whichever side is asked about,
/// so that it does not matter which of the two arrives last.
/// </summary>
public abstract class MountRule : Rule
{
    /// <inheritdoc/>
    public sealed override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy)
    {
        foreach (var mount in subject.Mounts)
        {
            if (mount.Backend is Backend.Projection)
            {
                continue;
            }

            foreach (var outcome in Evaluate(mount, policy))
            {
                yield return From(outcome, mount, subject);
            }
        }
    }

    /// <summary>What the rule says about one mount.</summary>
    protected abstract IEnumerable<RuleOutcome> Evaluate(MountFacts mount, StoragePolicy policy);

    /// <summary>A broken expectation about data at a mount.</summary>
    protected RuleOutcome.Finding Violation(MountFacts mount, DataFacts data, string message, string remedy)
    {
        var known = mount.Backend as Backend.Known;
        return new RuleOutcome.Finding
        {
            Rule = Info,
            Pointer = mount.Volume.Pointer,
            Message = message,
            Remedy = remedy,
            Key = $"{mount.Path}|{mount.Mount.Volume}|{Words.DataKinds.Spell(data.Kind)}",
            Certainty = known is null ? data.Certainty : (Certainty)Math.Min((int)data.Certainty, (int)known.Certainty),
            Seen = [data.Evidence, .. known is null ? [] : Enumerable.Repeat(known.Evidence, 1).Concat(known.Because), .. data.Doubt.Length > 0 ? [$"not sure: {data.Doubt}"] : Array.Empty<string>()],
        };
    }

    private static RuleOutcome From(RuleOutcome outcome, MountFacts mount, SubjectFacts subject) => (outcome, subject) switch
    {
        (RuleOutcome.Finding finding, ClaimFacts) => finding with
        {
            Pointer = "/spec/storageClassName",
            Key = $"{mount.Workload.Reference}|{finding.Key}",
            Related = mount.Workload.Reference,
        },
        (RuleOutcome.Finding finding, _) when mount.Claim?.Claim is { } claim => finding with { Related = claim.Reference },
        (RuleOutcome.Unknown unknown, ClaimFacts) => unknown with { Pointer = "/spec/storageClassName" },
        _ => outcome,
    };
}
