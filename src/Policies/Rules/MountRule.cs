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
    /// <summary>The kinds of data the rule has something to say about; it is not asked about mounts that hold none of them.</summary>
    protected abstract DataKinds About { get; }

    /// <inheritdoc/>
    public sealed override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy)
    {
        // Most rules have nothing to say about most objects; finding that out must cost nothing.
        List<RuleOutcome>? outcomes = null;
        for (var i = 0; i < subject.Mounts.Count; i++)
        {
            var mount = subject.Mounts[i];
            if (mount.Kinds.Overlaps(About) && !mount.IsTold && mount.Backend is not Backend.Projection && Concerns(mount))
            {
                foreach (var outcome in Evaluate(mount, policy))
                {
                    (outcomes ??= []).Add(From(outcome, mount, subject, policy));
                }
            }
        }

        return (IEnumerable<RuleOutcome>?)outcomes ?? [];
    }

    /// <summary>Whether a mount is worth a closer look, for the price of a comparison.</summary>
    protected virtual bool Concerns(MountFacts mount) => true;

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
            Data = data,
            Grounds = GroundsOf.Data(mount, data),
            Key = $"{mount.Path}|{mount.Mount.Volume}|{Words.DataKinds.Spell(data.Kind)}{ToBeMade(mount, known)}",
            Extent = mount.IsToBeMade ? mount.Claim!.ToBeMade : 1,
            Certainty = known is null ? data.Certainty : (Certainty)Math.Min((int)data.Certainty, (int)known.Certainty),
            Seen =
            [
                data.Evidence,
                .. known is null ? [] : Enumerable.Repeat(known.Evidence, 1).Concat(known.Because),
                .. data.Doubt.Length > 0 ? [$"not sure: {data.Doubt}"] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>
    /// Of some data of a mount what decides how bad its place is: the most critical, and of those the surest, for what holds whatever an app keeps besides is
    /// no guess. Null where there is none.
    /// </summary>
    protected static DataFacts? Deciding(MountFacts mount, Func<DataFacts, bool> isMeant)
    {
        DataFacts? deciding = null;
        for (var i = 0; i < mount.Data.Count; i++)
        {
            var data = mount.Data[i];
            if (isMeant(data)
                && (deciding is null
                    || data.Criticality > deciding.Criticality
                    || (data.Criticality == deciding.Criticality && data.Certainty > deciding.Certainty)))
            {
                deciding = data;
            }
        }

        return deciding;
    }

    /// <summary>A claim that is still to be made is another than the one that is stored there already: a larger workload makes it worse.</summary>
    private static string ToBeMade(MountFacts mount, Backend.Known? known) => mount.IsToBeMade ? $"|to be made on {known?.Spoken}" : string.Empty;

    /// <summary>A question about data at a mount that cannot be answered.</summary>
    protected RuleOutcome.Unknown Unknown(MountFacts mount, string message) => new() { Rule = Info, Pointer = mount.Volume.Pointer, Message = message };

    private static RuleOutcome From(RuleOutcome outcome, MountFacts mount, SubjectFacts subject, StoragePolicy policy) => (outcome, subject) switch
    {
        (RuleOutcome.Finding finding, ClaimFacts) => finding with
        {
            Pointer = "/spec/storageClassName",
            Key = $"{mount.Workload.Reference}|{finding.Key}",
            Related = mount.Workload.Reference,
            Arrangement = ArrangementOf(finding, policy),
        },
        (RuleOutcome.Finding finding, _) => finding with
        {
            Related = mount.Claim?.Claim?.Reference ?? finding.Related,
            Arrangement = ArrangementOf(finding, policy),
        },
        (RuleOutcome.Unknown unknown, ClaimFacts) => unknown with { Pointer = "/spec/storageClassName" },
        _ => outcome,
    };

    private static Arrangement? ArrangementOf(RuleOutcome.Finding finding, StoragePolicy policy) =>
        finding.Data is { } data ? Arrangement.Of(data, policy) : null;
}
