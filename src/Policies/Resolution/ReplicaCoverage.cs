using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Protection;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Parts replicas whose claims lie alike and are not copied alike, so that each is judged by what covers its own claim.</summary>
internal static class ReplicaCoverage
{
    /// <summary>The same facts, in which no mount stands for a claim that is covered otherwise than its own.</summary>
    public static WorkloadFacts Parted(WorkloadFacts facts)
    {
        // Of a database that every replica keeps whole, one copy of one of them is a copy of all.
        if (facts.Workload.KeepsCopies || !facts.AllMounts.Concat(facts.Elsewhere).Any(IsMixed))
        {
            return facts;
        }

        var elsewhere = new List<MountFacts>();
        var named = new Dictionary<ClaimLink, ClaimLink>(ReferenceEqualityComparer.Instance);
        MountFacts[] mounts = [.. facts.AllMounts.Select(mount => First(mount, elsewhere, named))];
        foreach (var mount in facts.Elsewhere)
        {
            elsewhere.Add(First(mount, elsewhere, named));
        }

        return facts with { AllMounts = mounts, Elsewhere = elsewhere };
    }

    private static bool IsMixed(MountFacts mount) => mount.Alike.Any(other => Standing.Of(other) != Standing.Of(mount));

    /// <summary>Those that are covered as the first is; the others go elsewhere.</summary>
    private static MountFacts First(MountFacts mount, List<MountFacts> elsewhere, Dictionary<ClaimLink, ClaimLink> named)
    {
        if (!IsMixed(mount))
        {
            return mount;
        }

        MountFacts[][] groups = [.. mount.Alike.Prepend(mount).GroupBy(Standing.Of).Select(group => group.ToArray())];
        elsewhere.AddRange(groups.Skip(1).Select(group => Named(group, IsToBeMade(group[0]) ? group.Length : 0, named)));
        var rest = groups.Skip(1).Sum(group => group.Count(IsToBeMade));
        return Named(groups[0], Math.Max(0, (mount.Claim?.ToBeMade ?? 0) - rest), named);
    }

    private static bool IsToBeMade(MountFacts mount) => mount.Claim is { Claim: null };

    /// <summary>One that is judged apart from the others of its template is called by its own name. All mounts of a claim keep one and the same.</summary>
    private static MountFacts Named(MountFacts[] group, int toBeMade, Dictionary<ClaimLink, ClaimLink> named)
    {
        var first = group[0];
        var claim = first.Claim!;
        if (!named.TryGetValue(claim, out var own))
        {
            own = claim with { Name = claim.FutureName.Length > 0 ? claim.FutureName : claim.Name, ToBeMade = toBeMade };
            named.Add(claim, own);
        }

        return first with
        {
            Claim = own,
            Alike = [.. group.Skip(1).Select(other => other with { Alike = [] })],
        };
    }

    /// <summary>What rules ask of the backups of a claim.</summary>
    private readonly record struct Standing(bool IsCovered, bool IsProven, bool IsExpected, bool IsOftenEnough, bool IsInDoubt, bool IsTorn, bool IsBeside)
    {
        public static Standing Of(MountFacts mount)
        {
            var coverage = mount.Coverage;
            return new Standing(
                coverage.Best is not null,
                coverage.IsProven,
                coverage.IsExpected,
                coverage.IsOftenEnough,
                coverage.Doubt.Length > 0,
                coverage.Backups.Any(b => b.CopiesLive.Length > 0),
                coverage.Backups.Any(b => b.Beside.Length > 0));
        }
    }
}
