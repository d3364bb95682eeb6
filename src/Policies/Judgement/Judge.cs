using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// Puts every rule to objects of one snapshot under one policy, and decides what the policy does with the answers. Every other question is a snapshot
/// with an object in it, or without one, judged. Any number of threads may ask one judge.
/// </summary>
public sealed class Judge
{
    private readonly Resolver _resolver;
    private readonly StoragePolicy _policy;
    private readonly DateTimeOffset _now;
    private readonly OwnersInSight _owners;

    private readonly ActiveRules _active;

    /// <summary>A judge of a snapshot, at a moment.</summary>
    public Judge(Inventory inventory, StoragePolicy policy, DateTimeOffset now)
        : this(new Resolver(inventory, policy, now), policy, now, new ActiveRules(policy), owners: null)
    {
    }

    private Judge(
        Resolver resolver,
        StoragePolicy policy,
        DateTimeOffset now,
        ActiveRules active,
        OwnersInSight? owners)
    {
        (_resolver, _policy, _now, _active) = (resolver, policy, now, active);
        _owners = owners ?? new OwnersInSight(resolver.Inventory, now, resolver.Expiry);
    }

    /// <summary>The snapshot.</summary>
    public Inventory Inventory => _resolver.Inventory;

    /// <summary>
    /// Until when the answers hold, if nothing changes: then a backup grows too old, or has had its time to run, or a claim is old enough to say that its
    /// owner has run.
    /// </summary>
    public DateTimeOffset Until => _resolver.Expiry.Moment;

    /// <summary>
    /// A judge of the same snapshot with an object in it, in place of what is the same object. What the object does not touch is not found out again.
    /// </summary>
    public Judge With(Manifest manifest) => In(Inventory.With(manifest), owners: null);

    /// <summary>A judge of the same snapshot without an object.</summary>
    public Judge Without(Manifest manifest) => In(Inventory.Without(manifest), owners: null);

    /// <summary>Judges an object as it stands. One that was not found is judged as if it were.</summary>
    public Verdict Of(Manifest manifest) => Of(manifest, _owners);

    /// <summary>What its owner had, the snapshot says as it was before: an object may stand in the place of the very pod that says so.</summary>
    private Verdict Of(Manifest manifest, OwnersInSight owners) => manifest switch
    {
        Volume volume when !(volume.IsByHand && ObjectSize.Of(volume).IsTooLarge) => VolumeArrival.Of(volume, before: null, this, Day.Of(_now)),
        _ when ManifestKinds.Of(manifest.Reference) is not { IsJudged: true } and not { Asked: Asked.ByHand } => new Verdict { Subject = manifest },
        _ => In(Inventory.With(manifest), owners).OfMember(manifest),
    };

    private Verdict OfMember(Manifest manifest, Manifest? before = null)
    {
        var facts = before is null ? _resolver.Resolve(manifest) : _resolver.Resolve(manifest, before);
        if (facts is null || facts.Surroundings.Namespace.IsLeftAlone)
        {
            return new Verdict { Subject = manifest };
        }

        return facts is WorkloadFacts { Workload.ClaimTemplates.Count: > 0 } workload ? FutureClaims.Of(workload, this, _resolver, _policy) : Of(facts, []);
    }

    /// <summary>Judges a claim as it would be with some change, mounted by the same workloads.</summary>
    internal Verdict Of(ClaimFacts claim, Claim changed) => Of(_resolver.Resolve(claim, changed), []);

    /// <summary>Puts every rule to what is known of an object.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="changes">What the webhook will change about what the object makes: found already, and mended by it.</param>
    internal Verdict Of(SubjectFacts facts, IReadOnlyList<RuleOutcome.Finding> changes)
    {
        List<Decision>? decisions = null;
        List<Exempted>? exempted = null;
        List<RuleOutcome.Unknown>? open = null;
        Exemptions? exemptions = null;
        bool? isSpared = null;
        foreach (var (rule, action) in _active.In(facts.Surroundings.Namespace))
        {
            foreach (var outcome in rule.Evaluate(facts, _policy))
            {
                switch (outcome)
                {
                    case RuleOutcome.Unknown unknown:
                        (open ??= []).Add(unknown);
                        break;
                    case RuleOutcome.Finding finding when (exemptions ??= new Exemptions(facts, _policy)).Of(finding) is { } acceptable:
                        (exempted ??= []).Add(acceptable);
                        break;
                    case RuleOutcome.Finding finding:
                        (decisions ??= []).Add(new Decision(exemptions.Unborne(finding), Bounded(action, finding, facts, ref isSpared)));
                        break;
                }
            }
        }

        foreach (var change in changes)
        {
            if ((exemptions ??= new Exemptions(facts, _policy)).Of(change) is { } acceptable)
            {
                (exempted ??= []).Add(acceptable);
            }
            else
            {
                (decisions ??= []).Add(new Decision(exemptions.Unborne(change), RuleAction.Fix));
            }
        }

        return new Verdict
        {
            Subject = facts.Manifest,
            Facts = facts,
            Findings = decisions is null ? [] : SaidOnce.Of(decisions),
            Exempted = (IReadOnlyList<Exempted>?)exempted ?? [],
            Open = (IReadOnlyList<RuleOutcome.Unknown>?)open ?? [],
        };
    }

    /// <summary>Judges a change: what was there before, and no worse, is nobody's fault now.</summary>
    public Verdict Of(Manifest manifest, Manifest before)
    {
        if (manifest is Volume volume && !(volume.IsByHand && ObjectSize.Of(volume).IsTooLarge))
        {
            return VolumeArrival.Of(volume, before as Volume, this, Day.Of(_now));
        }

        var owners = _owners.InPlaceOf(before);
        var after = manifest is Workload && ManifestKinds.Of(manifest.Reference) is { IsJudged: true }
            ? In(Inventory.With(manifest), owners).OfMember(manifest, before)
            : Of(manifest, owners);
        if (after.Findings.Count == 0)
        {
            return after;
        }

        // What was wrong with an object too large to be judged nobody knows; making it smaller must be possible.
        var old = Of(before, owners);
        var most = old.Facts is OversizedFacts || IsDefaultGivenLater(manifest, before) ? RuleAction.Warn : RuleAction.Deny;
        return after with { Findings = Worse(after.Findings, old.Findings, most) };
    }

    private Judge In(Inventory inventory, OwnersInSight? owners) =>
        ReferenceEquals(inventory, Inventory) && (owners is null || ReferenceEquals(owners, _owners))
            ? this
            : new Judge(_resolver.In(inventory), _policy, _now, _active, owners);

    /// <summary>Findings with those that were there before, and no milder, reduced to notes.</summary>
    internal static IReadOnlyList<Decision> Worse(IReadOnlyList<Decision> now, IReadOnlyList<Decision> old, RuleAction most)
    {
        var earlier = new EarlierFindings(old);
        return [.. now.Select(finding => AtMost(finding, earlier.Cover(finding) ? RuleAction.Audit : most)).OrderByDescending(d => d.Action)];
    }

    /// <summary>The API server's controller gives a class to claims that were made when there was no default; refused, it would ask forever.</summary>
    private static bool IsDefaultGivenLater(Manifest manifest, Manifest before) =>
        manifest is Claim { Spec.Class: ClassRequest.Named } && before is Claim { Spec.Class: ClassRequest.Default };

    private static Decision AtMost(Decision decision, RuleAction most) => decision.Action <= most ? decision : decision with { Action = most };

    /// <summary>A guess never denies, a finding never does more than it bears, and what a controller makes again and again is refused at most once.</summary>
    private RuleAction Bounded(RuleAction action, RuleOutcome.Finding finding, SubjectFacts facts, ref bool? isSpared)
    {
        var bound = (RuleAction)Math.Min((int)action, (int)finding.Ceiling);
        return bound > RuleAction.Warn && (finding.Certainty == Certainty.Guessed || (isSpared ??= _owners.Spare(facts.Manifest))) ? RuleAction.Warn : bound;
    }
}
