using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What the loss of a node takes of the claims of a household.</summary>
public sealed record NodeLoss
{
    /// <summary>Claims whose volume is stored on the node and on no other.</summary>
    public required IReadOnlyList<LostClaim> Lost { get; init; }

    /// <summary>Claims on a node's disk of which nothing known tells that it is another's, each with why.</summary>
    public required IReadOnlyList<string> Unclear { get; init; }

    /// <summary>Claims that need nobody: what keeps them makes what is missing again, each with how.</summary>
    public required IReadOnlyList<string> Healed { get; init; }

    /// <summary>What the loss of a node takes.</summary>
    public static NodeLoss Of(Household household, string node)
    {
        var outage = household.Losing(new Loss.Node(node));
        ClaimFacts[] claims = [.. household.Report.Results.Select(r => r.Verdict.Facts).OfType<ClaimFacts>().OrderBy(Spoken, StringComparer.Ordinal)];
        return new NodeLoss
        {
            Lost = [.. claims.Where(c => Nodes(c, household) is { Count: > 0 } nodes && nodes.All(n => string.Equals(n, node, StringComparison.Ordinal)))
                .Select(c => Of(c, outage))],
            Unclear = [.. claims.Where(c => IsUnclear(c, node, household)).Select(c => Nodes(c, household) is { Count: > 0 } nodes
                ? $"{Spoken(c)} may lie on any of {string.Join(", ", nodes)}"
                : $"{Spoken(c)} is stored on one node, and its volume does not say on which")],
            Healed =
            [
                .. claims
                    .Where(c => c.Link.Backend is Backend.Known { Traits: { Where: Whereabouts.Replicated } traits } && household.Sight.Copies(traits) > 1)
                    .Select(c => Healing(c, household.Sight)),
            ],
        };
    }

    private static string Spoken(ClaimFacts claim) => $"{claim.Claim.Namespace}/{claim.Claim.Name}";

    private static IReadOnlyList<string> Nodes(ClaimFacts claim, Household household) => household.Sight.NodesOf(claim.Link.Volume);

    private static bool IsUnclear(ClaimFacts claim, string node, Household household) =>
        claim.Link is { Volume: { } volume, Backend: Backend.Known { IsNodeLocal: true } }
        && (Nodes(claim, household) is { Count: > 0 } names ? names.Count > 1 && names.Contains(node, StringComparer.Ordinal) : true);

    private static string Healing(ClaimFacts claim, InSight sight)
    {
        var known = (Backend.Known)claim.Link.Backend;
        return $"{Spoken(claim)}: {known.Title} keeps {sight.Copies(known.Traits)} copies on as many nodes, and makes the missing one again";
    }

    private static LostClaim Of(ClaimFacts claim, Outage outage)
    {
        (AppOutage App, VolumeOutage Volume)[] mounts =
        [
            .. outage.Apps
                .Where(app => string.Equals(app.Workload.Namespace, claim.Claim.Namespace, StringComparison.Ordinal))
                .SelectMany(app => app.Volumes, (app, volume) => (app, volume))
                .Where(one => string.Equals(one.volume.Claim, claim.Claim.Name, StringComparison.Ordinal)),
        ];
        return new LostClaim
        {
            Facts = claim,
            Programs = [.. claim.Consumers.Where(m => !m.Workload.IsBatch).Select(m => m.Program).Distinct(StringComparer.Ordinal)],
            Outages = [.. mounts.Select(one => one.Volume)],
        };
    }
}
