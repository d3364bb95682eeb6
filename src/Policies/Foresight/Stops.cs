using HomelabStorage.Policies.Facts;

namespace HomelabStorage.Policies.Foresight;

/// <summary>Whether a workload stops, and why.</summary>
internal static class Stops
{
    public static (AppState State, string Reason) Of(WorkloadFacts workload, Fates fates)
    {
        if (fates.Deletes(workload.Workload))
        {
            return (AppState.Stops, "it is deleted");
        }

        var worst = Household.Kept(workload).Select(m => (Mount: m, Fate: fates.Of(m))).OrderByDescending(m => m.Fate.Kind).FirstOrDefault();
        return worst.Fate switch
        {
            { Kind: FateKind.Gone, Why: var why } => (AppState.Stops, $"{worst.Mount.VolumeSpoken} is gone: {why}"),
            _ when fates.HasNoNode(workload.Workload.Pod.Nodes) => (AppState.Stops, $"it may only run on {string.Join(" or ", workload.Workload.Pod.Nodes)}"),
            { Kind: FateKind.Unknown, Why: var why } => (AppState.MayStop, $"{worst.Mount.VolumeSpoken} may be gone: {why}"),
            _ => (AppState.Runs, "nothing that it needs is lost"),
        };
    }
}
