using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Every single node and appliance whose loss stops an app, those without a name among them.</summary>
internal static class SinglePoints
{
    public static IReadOnlyList<string> Of(WorkloadFacts app, Household household)
    {
        Loss[] losses = [.. household.Sight.Nodes.Select(n => new Loss.Node(n)), .. household.Sight.Nas.Select(n => new Loss.Nas(n))];
        var named = losses.Where(loss => Stops.Of(app, new Fates([loss], household)).State == AppState.Stops).Select(l => l.Spoken);
        var fates = new Fates([], household);
        var unnamed = Household.KeptVolumes(app)
            .Select(volume => volume[0])
            .Select(mount => mount.Backend switch
            {
                Backend.Known { IsNodeLocal: true } when household.Sight.NodesOf(mount).Count != 1 && !Fates.IsOnEach(mount) =>
                    $"the node of {mount.VolumeSpoken} (which one is unknown)",
                Backend.Known { Traits.Where: Whereabouts.Nas } when fates.Server(mount).Length == 0 =>
                    $"the NAS of {mount.VolumeSpoken} (which one is unknown)",
                _ => string.Empty,
            })
            .Where(point => point.Length > 0);
        return [.. named.Concat(unnamed).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Places of which it is unknown whether they are one node, one appliance or several.</summary>
    public static IReadOnlyList<string> Unknown(WorkloadFacts app, Household household) =>
    [
        .. household.Sight.UnseenLabels(app.Workload.Pod) is { Length: > 0 } labels ? [$"the nodes with {labels}"] : Array.Empty<string>(),
        .. Household.Kept(app)
            .Select(mount => mount.Backend switch
            {
                Backend.Unseen { Reason: var why } => $"the unknown storage of {mount.VolumeSpoken} ({why})",
                Backend.Known { Traits.Where: Whereabouts.Unknown, Title: var title } => $"the place where {title} keeps {mount.VolumeSpoken}",
                _ => string.Empty,
            })
            .Where(place => place.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];
}
