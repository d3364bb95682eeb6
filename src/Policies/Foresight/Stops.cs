using HomelabStorage.Policies.Facts;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Whether a workload stops, and why.</summary>
internal static class Stops
{
    public static (AppState State, string Reason) Of(WorkloadFacts workload, Fates fates)
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
            _ when fates.NodesOf(workload.Workload.Pod) is var nodes && fates.HasNoNode(nodes) =>
                (AppState.Stops, $"it may only run on {string.Join(" or ", nodes)}"),
            _ when fates.MayHaveNoNode => (AppState.MayStop, "every node that is named is lost, and whether there is another is not known"),
            { Kind: FateKind.Unknown, Why: var why } => (AppState.MayStop, $"{worst.Mount.VolumeSpoken} may be gone: {why}"),
            _ when fates.LostControlPlane is { Count: > 0 } =>
                (AppState.MayStop, "no node is left that runs the API server: it goes on where it runs now, and is started nowhere again"),
            _ when Household.Kept(workload).Any(m => fates.Of(m).Kind == FateKind.Gone) => (AppState.Runs, "it goes on, on the nodes that are left"),
            _ => (AppState.Runs, "nothing that it needs is lost"),
        };
    }
}
