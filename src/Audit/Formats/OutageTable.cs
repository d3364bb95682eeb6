using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What a loss does, for a person at a terminal: the most critical app first, and one line that sums up.</summary>
internal static class OutageTable
{
    public static void Write(IReadOnlyList<(string Cluster, Outage Outage)> outages, StoragePolicy policy, Terminal terminal)
    {
        var page = terminal.Styled();
        foreach (var (cluster, outage) in outages)
        {
            page.Line($"{Styled.Bold($"Without {outage.Spoken}")}{(cluster.Length > 0 ? $" (cluster {cluster})" : string.Empty)}:");
            page.Line();
            foreach (var step in outage.First)
            {
                page.Line($"{Styled.Grey("first:")} {step}");
            }

            foreach (var app in outage.Apps.Where(a => a.IsTouched))
            {
                Write(app, page);
            }

            foreach (var claim in outage.Claims.Where(c => c.IsTouched))
            {
                Write(claim.Volumes, claim, page, string.Empty);
                Steps(claim, page, "  ");
            }

            Rest(outage, page);
            page.Line();
            page.Line($"{OutageWords.Summary(outage)} (policy {policy.Name})");
            page.Line();
        }
    }

    private static void Write(AppOutage app, Page page)
    {
        var programs = string.Join(", ", app.Programs);
        page.Line(
            $"{Coloured(app.State)}  {Styled.Bold(app.Workload.Spoken)}  {programs}: {Words.Criticalities.Spell(app.Criticality)}, {OutageWords.Rto(app)}");
        page.Line($"    {app.Reason}");
        Write(app.Volumes, app, page, "    ");
        Steps(app, page, "    ");
        page.Line($"    {Styled.Grey(OutageWords.SinglePoints(app))}");
    }

    private static void Write(IReadOnlyList<VolumeOutage> volumes, AppOutage app, Page page, string indent)
    {
        foreach (var volume in volumes.Where(v => v.Fate.Kind != FateKind.Kept))
        {
            var fate = volume.Fate.Kind == FateKind.Gone ? Styled.Red("lost") : Styled.Blue("unknown");
            page.Line($"{indent}{fate}  {volume.Spoken}: {volume.Data.Spoken}{OutageWords.Why(app, volume)}");
            page.Line($"{indent}  {Styled.Grey("back to:")} {OutageWords.Back(volume)}");
        }
    }

    private static void Steps(AppOutage app, Page page, string indent)
    {
        foreach (var step in app.ToDo)
        {
            page.Line($"{indent}{Styled.Grey("do:")} {step}");
        }
    }

    private static void Rest(Outage outage, Page page)
    {
        foreach (var row in outage.Unprotected)
        {
            page.Line($"{Styled.Yellow("no longer backed up")}  {row.Spoken}  {string.Join(", ", row.Programs)}: {row.Data.Spoken}");
        }

        foreach (var job in outage.Jobs)
        {
            page.Line($"{Styled.Yellow("stops")}  {job.Spoken}");
        }

        if (outage.Bare > 0)
        {
            page.Line($"{Styled.Yellow("stops")}  {string.Create(CultureInfo.InvariantCulture, $"{outage.Bare} more without volumes")}");
        }

        foreach (var assumption in outage.Assumptions)
        {
            page.Line($"{Styled.Grey("assumed:")} {assumption}");
        }
    }

    private static Styled Coloured(AppState state) => state switch
    {
        AppState.Stops => Styled.Red(OutageWords.Spell(state)),
        AppState.MayStop => Styled.Blue(OutageWords.Spell(state)),
        _ => Styled.Yellow(OutageWords.Spell(state)),
    };
}
