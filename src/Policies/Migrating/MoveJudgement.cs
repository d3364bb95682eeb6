using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Migrating;

/// <summary>What the rules say of a claim on another class, and of whoever mounts it there, that they do not say now.</summary>
internal static class MoveJudgement
{
    /// <summary>What is asked for, the strongest first.</summary>
    public static IReadOnlyList<Decision> Of(Judge judge, FoundClaim claim, ClaimSpec spec)
    {
        if (Alone(claim) is { } alone)
        {
            (judge, claim) = (judge.Without(claim.Maker!).With(alone), claim with { Maker = alone });
        }

        var (after, changed) = (judge, new List<Manifest>());
        if (claim.Link.Volume is { } volume)
        {
            after = after.Without(volume);
        }

        if (claim.Link.Claim is { } old)
        {
            changed.Add(old with { Spec = spec });
            after = after.Without(old).With(changed[0]);
        }

        var consumers = Now(claim);
        if (claim is { Maker: { } maker, Template: { } template })
        {
            var made = WithTemplate(maker, template, template with { Spec = Written(spec, template.Spec) });
            after = after.Without(maker).With(made);
            consumers = [.. consumers.Where(w => w.Reference != maker.Reference), made];
        }

        changed.AddRange(consumers);
        var known = Now(claim).Append<Manifest?>(claim.Link.Claim).OfType<Manifest>().SelectMany(m => judge.Of(m).Demands).Select(Said).ToHashSet();
        return
        [
            .. changed.SelectMany(m => after.Of(m).Demands)
                .Where(d => !known.Contains(Said(d)))
                .DistinctBy(Said)
                .OrderByDescending(d => d.Action),
        ];
    }

    /// <summary>
    /// The maker with the one replica whose claim it is. A finding about a workload names one claim of several, and another one when that is well: where the
    /// others are is neither new nor what was asked. Null where there are no others.
    /// </summary>
    private static Workload? Alone(FoundClaim claim) =>
        claim is { Maker: { Replicas: > 1 } maker, Template: { } template } && template.Series.TryNumber(claim.Link.Name, out var number)
            ? maker with { Replicas = 1, FirstOrdinal = number }
            : null;

    /// <summary>A workload with another template; the pod's volume is made of it, and has it too.</summary>
    private static Workload WithTemplate(Workload maker, ClaimTemplate old, ClaimTemplate template) => maker with
    {
        ClaimTemplates = [.. maker.ClaimTemplates.Select(t => t == old ? template : t)],
        Pod = maker.Pod with
        {
            Volumes =
            [
                .. maker.Pod.Volumes.Select(v => v.Source is VolumeSource.ByTemplate { Template: var its } && its == old
                    ? v with { Source = new VolumeSource.ByTemplate(template) }
                    : v),
            ],
        },
    };

    private static Workload[] Now(FoundClaim claim) =>
        [.. claim.Workloads.Select(w => claim.Maker is { } maker && w.Reference == maker.Reference ? maker : w)];

    private static ClaimSpec Written(ClaimSpec wanted, ClaimSpec template) =>
        template with { Class = wanted.Class, AccessModes = wanted.AccessModes, Size = wanted.Size };

    private static (string Rule, string Message) Said(Decision decision) => (decision.Finding.Rule.Id, decision.Finding.Message);
}
