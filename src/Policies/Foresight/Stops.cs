using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Whether a workload stops, and why.</summary>
internal static class Stops
{
    /// <summary>
    /// Whether its pods are not replaced before it is known that they are gone: of a StatefulSet no two pods of one number may run, so those of a node
    /// that does not answer are waited for.
    /// </summary>
    public static bool Waits(Workload workload) => workload.Reference.Kind is "StatefulSet";

    public static (AppState State, string Reason) Of(WorkloadFacts workload, Fates fates) => Of(workload, fates, isServer: false);

    private static (AppState State, string Reason) Of(WorkloadFacts workload, Fates fates, bool isServer)
    {
        if (fates.Deletes(workload.Workload))
        {
            return (AppState.Stops, fates.Losses.Contains(new Loss.Cluster()) ? "no node is left that it could run on" : "it is deleted");
        }

        // Of what each node has of its own, the others go on with theirs.
        var worst = Household.KeptVolumes(workload)
            .Where(volume => !Fates.IsOnEach(volume[0]))
            .Select(volume => (Mount: volume[0], Fate: fates.Of(volume)))
            .OrderByDescending(m => m.Fate.Kind)
            .FirstOrDefault();
        return worst.Fate switch
        {
            { Kind: FateKind.Gone, Why: var why } => (AppState.Stops, $"{worst.Mount.VolumeSpoken} is gone: {why}"),
            _ when fates.Nodes.Of(workload.Workload.Pod) is var nodes && fates.Nodes.HasNone(nodes) =>
                (AppState.Stops, $"it may only run on {string.Join(" or ", nodes)}"),
            _ when TooFew(workload, fates) is { IsSure: true, Why: var why } => (AppState.Stops, why),
            _ when !isServer && StoppedServer(workload, fates) is { } served =>
                (AppState.Stops, $"{served.Mount.VolumeSpoken} is served by {served.Server.Workload.Reference}, which stops: {served.Why}"),
            _ when fates.Nodes.MayHaveNone => (AppState.MayStop, "every node that is named is lost, and whether there is another is not known"),
            { Kind: FateKind.Unknown, Why: var why } => (AppState.MayStop, $"{worst.Mount.VolumeSpoken} may be gone: {why}"),
            _ when TooFew(workload, fates) is { Why: var why } => (AppState.MayStop, why),
            _ when fates.Nodes.UnseenLabels(workload.Workload.Pod) is { Length: > 0 } labels =>
                (AppState.MayStop, $"it may only run on a node with {labels}, and no Node says which ones have that"),
            _ when fates.Nodes.HasNoOpen(workload) =>
                (AppState.MayStop, "every node that is left is cordoned or not ready: it goes on where it runs now, and is started nowhere again"),
            _ when fates.Nodes.LostControlPlane is { Count: > 0 } =>
                (AppState.MayStop, "too few nodes are left for the API server: it goes on where it runs now, and is started nowhere again"),
            _ when IsBare(workload.Workload) && fates.Nodes.MayLose(workload) is { } isLost => isLost
                ? (AppState.Stops, "nothing starts a Pod again that no controller made")
                : (AppState.MayStop, "it may run on a lost node, and nothing starts a Pod again that no controller made"),
            _ when Waits(workload.Workload) && fates.Nodes.MayLose(workload) is not null =>
                (AppState.Runs, "nothing that it needs is lost; a pod of it on a lost node is only replaced once you confirm that the node is off"),
            _ when Household.Kept(workload).Any(m => fates.Of(m).Kind == FateKind.Gone) => (AppState.Runs, "it goes on, on the nodes that are left"),
            _ => (AppState.Runs, "nothing that it needs is lost"),
        };
    }

    /// <summary>A volume of which too few copies are left for its storage to read and write, although no data is lost: of some, or of all.</summary>
    private static (bool IsSure, string Why)? TooFew(WorkloadFacts workload, Fates fates)
    {
        var (lost, left) = fates.Nodes.Count;
        foreach (var mount in lost > 0 ? Household.Kept(workload) : [])
        {
            if (mount.Backend is Backend.Known { Traits: { Where: Whereabouts.Replicated, NeedsMajority: true } traits, Title: var title }
                && (lost > traits.Replicas - traits.Needed || left < traits.Needed))
            {
                var isSure = left < traits.Needed;
                return (isSure, $"{mount.VolumeSpoken} {(isSure ? "cannot" : "may not")} be read and written: {title} needs {traits.Needed} of "
                    + $"{traits.Replicas} copies, each on another node, and {lost} {(lost == 1 ? "node is" : "nodes are")} lost");
            }
        }

        return null;
    }

    /// <summary>A server in the cluster that stops, without which a volume cannot be reached.</summary>
    private static (MountFacts Mount, WorkloadFacts Server, string Why)? StoppedServer(WorkloadFacts workload, Fates fates)
    {
        foreach (var mount in Household.Kept(workload))
        {
            if (fates.ServerOf(mount) is { } server && Of(server, fates, isServer: true) is { State: AppState.Stops, Reason: var why })
            {
                return (mount, server, why);
            }
        }

        return null;
    }

    /// <summary>Whether it is a pod that nothing makes again.</summary>
    private static bool IsBare(Workload workload) => workload is { Reference.Kind: "Pod", Metadata.Controller: null };
}
