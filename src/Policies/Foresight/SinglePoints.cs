using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Every single node and appliance whose loss stops an app, those without a name among them.</summary>
internal static class SinglePoints
{
    public static IReadOnlyList<string> Of(WorkloadFacts app, Household household)
    {
        Loss[] losses = [.. household.Sight.Nodes.Select(n => new Loss.Node(n)), .. household.Sight.Nas.Select(n => new Loss.Nas(n))];
        var named = losses.Where(loss => Stops.Of(app, new Fates([loss], household.Sight, household.Policy)).State == AppState.Stops).Select(l => l.Spoken);
        var fates = new Fates([], household.Sight, household.Policy);
        var unnamed = Household.Kept(app)
            .Select(mount => mount.Backend switch
            {
                Backend.Known { IsNodeLocal: true } when BoundNodes.Of(mount).Count != 1
                    && mount is not { Claim: null, Workload.Reference.Kind: "DaemonSet" } =>
                    $"the node of {mount.VolumeSpoken}, which is not in sight",
                Backend.Known { Traits.Where: Whereabouts.Nas } when fates.Server(mount).Length == 0 =>
                    $"the NAS of {mount.VolumeSpoken}, which is not in sight",
                _ => string.Empty,
            })
            .Where(point => point.Length > 0);
        return [.. named.Concat(unnamed).Distinct(StringComparer.Ordinal)];
    }
}
