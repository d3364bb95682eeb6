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

        var consumers = claim.Workloads.ToArray();
        if (claim is { Maker: { } maker, Template: { } template })
        {
            var made = WithTemplate(maker, template, template with { Spec = Written(spec, template.Spec) });
            after = after.Without(maker).With(made);
            consumers = [.. consumers.Where(w => w.Reference != maker.Reference), made];
        }

        changed.AddRange(consumers);
        var known = claim.Workloads.Append<Manifest?>(claim.Link.Claim).OfType<Manifest>().SelectMany(m => judge.Of(m).Demands).Select(Said).ToHashSet();
        return
        [
            .. changed.SelectMany(m => after.Of(m).Demands)
                .Where(d => !known.Contains(Said(d)))
                .DistinctBy(Said)
                .OrderByDescending(d => d.Action),
        ];
    }

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

    private static ClaimSpec Written(ClaimSpec wanted, ClaimSpec template) =>
        template with { Class = wanted.Class, AccessModes = wanted.AccessModes, Size = wanted.Size };

    private static (string Rule, string Message) Said(Decision decision) => (decision.Finding.Rule.Id, decision.Finding.Message);
}
