namespace HomelabStorage.Policies.Foresight;

/// <summary>What the four disasters mean for one app: the loss of the app itself, of its node, of its NAS, of the cluster.</summary>
/// <param name="App">It is deleted with its claims.</param>
/// <param name="Node">The node that its data are on, or that it is bound to, is gone.</param>
/// <param name="Nas">The appliances that its data are on are gone.</param>
/// <param name="Cluster">All nodes and all objects are gone.</param>
public sealed record DisasterRow(AppOutage App, AppOutage Node, AppOutage Nas, AppOutage Cluster)
{
    /// <summary>The four, in the order of the table.</summary>
    public IReadOnlyList<AppOutage> All => [App, Node, Nas, Cluster];

    /// <summary>How many single nodes and appliances stop it.</summary>
    public int SinglePoints => App.SinglePoints.Count;

    /// <summary>What is lost of the data in one of them, as a cell says it: of those that a backup is asked for, and what else is gone.</summary>
    public static string Rpo(AppOutage outage)
    {
        VolumeOutage[] missed = [.. outage.Volumes.Where(v => v.IsMissed)];
        var rpo = missed.Length == 0 ? outage.Volumes.Any(v => v.Data.Kind == Vocabulary.DataKind.Unknown) ? "data not known" : "nothing to lose"
            : missed.Where(v => v.Fate.Kind == FateKind.Gone).OrderBy(v => v.Back.IsKnown).ThenBy(v => v.Back.Short.Length).FirstOrDefault() is { } lost
                ? lost.Back.Short
            : missed.Any(v => v.Fate.Kind == FateKind.Unknown) ? "unknown"
            : "0";
        var bulk = outage.Volumes
            .Where(v => v is { IsMissed: false, Fate.Kind: FateKind.Gone, Data.Traits.IsBulk: true })
            .Select(v => v.Data.Traits.Spoken)
            .Distinct(StringComparer.Ordinal);
        return string.Join(", ", bulk) is { Length: > 0 } gone ? $"{rpo}, {gone} gone" : rpo;
    }

    /// <summary>How long until it is back, as a cell says it.</summary>
    public static string Rto(AppOutage outage) => outage.State == AppState.Runs ? "a restart" : outage.Rto.Length > 0 ? outage.Rto : "not said";

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
        var fates = new Fates([], household.Sight, household.Policy);
        Loss[] nas =
        [
            .. Household.Kept(app)
                .Where(m => m.Backend is Facts.Backend.Known { Traits.Where: Vocabulary.Whereabouts.Nas })
                .Select(fates.Server)
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
