namespace HomelabStorage.Policies.Foresight;

/// <summary>What the four disasters mean for one app: the loss of the app itself, of its node, of its NAS, of the cluster.</summary>
/// <param name="App">It is deleted with its claims.</param>
/// <param name="Node">The node that its data is on, or that it is bound to, is gone.</param>
/// <param name="Nas">The appliances that its data is on, or may be, are gone.</param>
/// <param name="Cluster">All nodes and all objects are gone.</param>
public sealed record DisasterRow(AppOutage App, AppOutage Node, AppOutage Nas, AppOutage Cluster)
{
    /// <summary>The four, in the order of the table.</summary>
    public IReadOnlyList<AppOutage> All => [App, Node, Nas, Cluster];

    /// <summary>How soon the policy wants it back, as a cell says it; or that nothing has to be done.</summary>
    public static string Rto(AppOutage outage) =>
        outage.State == AppState.Runs ? Runs([outage])
        : outage.Rto.Length > 0 ? $"RTO {outage.Rto}" : "no RTO";

    /// <summary>What a cell says of apps that all run on, by the one that needs the most.</summary>
    public static string Runs(IReadOnlyList<AppOutage> apps) => apps.Select(a => a.Restart).DefaultIfEmpty().Max() switch
    {
        Restart.OnceNodeIsOff => "restarts once you confirm that the node is off",
        Restart.ByItself => "restarts by itself",
        _ => "keeps running",
    };

    /// <summary>The row of every app that keeps anything, the most critical first.</summary>
    public static IReadOnlyList<DisasterRow> Of(Household household) =>
    [
        .. household.Workloads
            .Where(w => !w.Workload.IsBatch && Household.Kept(w).Any())
            .Select(w => Of(w, household))
            .OrderByDescending(row => row.App.Criticality)
            .ThenBy(row => row.App.Workload.Reference.ToString(), StringComparer.Ordinal),
    ];

    private static DisasterRow Of(Facts.WorkloadFacts app, Household household)
    {
        var fates = new Fates([], household);
        Loss[] nas =
        [
            .. Household.Kept(app)
                .Where(m => m.Backend is Facts.Backend.Known { Traits.Where: Vocabulary.Whereabouts.Nas } || Fates.MayBeAnywhere(m))
                .Select(m => Fates.MayBeAnywhere(m) ? string.Empty : fates.Server(m))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(server => server.Length > 0 ? (Loss)new Loss.Nas(server) : new Loss.OwnNas()),
        ];
        return new DisasterRow(
            new Outages(household, [new Loss.App(app.Workload.Reference)]).Of(app),
            new Outages(household, [new Loss.OwnNode()]).Of(app),
            new Outages(household, nas).Of(app),
            new Outages(household, [new Loss.Cluster()]).Of(app));
    }
}
