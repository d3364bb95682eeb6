using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>A runbook for one household: the disaster table, then what to do after the loss of each node, NAS and known class.</summary>
internal static class Runbook
{
    private static readonly (string Scenario, string Steps)[] Scenarios =
    [
        ("an app is deleted with its claims", "apply it again; bind what was retained, restore what was not"),
        ("the node of its data is lost", "Kubernetes starts what is not bound to it on another node; restore what was stored there"),
        ("its NAS is lost", "bring up a NAS with the same shares; restore what was stored there"),
        ("the cluster is lost", "build it again, apply everything; bind what is stored outside, restore the rest"),
    ];

    public static void Write(IReadOnlyList<(string Cluster, Household Household)> households, DateTimeOffset now, Terminal terminal)
    {
        var output = terminal.Output;
        output.Write($"# Runbook\n\nWorked out {Coverage.Moment(now)} by policy {OutageMarkdown.Escaped(households[0].Household.Policy.Name)}, by "
            + "`homelab-storage what-if --all --format markdown`. Generate it again after every change.\n\n"
            + "RTO is what the policy asks for. What is lost is what would be lost today, by the known copies (the RPO as it is).\n\n");
        foreach (var (cluster, household) in households)
        {
            Write(cluster, household, output);
        }
    }

    private static void Write(string cluster, Household household, SafeWriter output)
    {
        output.Write(cluster.Length > 0 ? $"## Cluster {OutageMarkdown.Escaped(cluster)}\n\n" : string.Empty);
        var rows = DisasterRow.Of(household);
        var all = household.Losing(new Loss.Cluster());
        if (rows.Count == 0 && all.Claims.Count == 0)
        {
            output.Write("No known app keeps anything.\n\n");
            return;
        }

        if (rows.Count > 0)
        {
            Scenario(rows, output);
            Apps(rows, output);
        }

        Loss[] losses =
        [
            .. household.Sight.Nodes.Select(name => new Loss.Node(name)),
            .. household.Sight.Servers.Select(name => new Loss.Nas(name)),
            .. household.Sight.Classes.Select(name => new Loss.Class(name)),
        ];
        Outage[] outages = [.. losses.Select(loss => household.Losing(loss))];
        foreach (var outage in outages)
        {
            output.Write($"### If {OutageMarkdown.Escaped(outage.Spoken)} fails\n\n");
            OutageMarkdown.Body(outage, output);
        }

        OutageMarkdown.Assumed(
            [.. outages.Append(all).SelectMany(o => o.Assumptions).Distinct(StringComparer.Ordinal)],
            output);
    }

    /// <summary>The worst over all apps, a row for each disaster.</summary>
    private static void Scenario(IReadOnlyList<DisasterRow> rows, SafeWriter output)
    {
        output.Write("| scenario | what to do | apps that stop | RTO | what is lost |\n|---|---|---|---|---|\n");
        for (var i = 0; i < Scenarios.Length; i++)
        {
            AppOutage[] all = [.. rows.Select(row => row.All[i])];
            var rtos = all.Where(a => a.State != AppState.Runs && a.Tier is not null).Select(a => a.Tier!.Rto).ToArray();
            var rto = all.All(a => a.State == AppState.Runs) ? DisasterRow.Runs(all)
                : rtos.Length == 0 ? "no RTO"
                : rtos.Min() == rtos.Max() ? $"RTO {Duration.Format(rtos.Max())}"
                : $"RTO {Duration.Format(rtos.Min())} to {Duration.Format(rtos.Max())}";
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Scenarios[i].Scenario} | {Scenarios[i].Steps} | {OutageWords.Stops(all, string.Empty)} | {rto} | {Lost(all)} |\n"));
        }

        output.Write("\n");
    }

    /// <summary>How many apps lose what, the worst first.</summary>
    private static string Lost(IEnumerable<AppOutage> apps) => string.Join(
        "; ",
        apps.CountBy(LostData.Of)
            .OrderByDescending(cell => cell.Key.Kind)
            .ThenBy(cell => cell.Key.Spoken, StringComparer.Ordinal)
            .Select(cell => string.Create(
                CultureInfo.InvariantCulture,
                $"{cell.Value} {(cell.Value == 1 ? "app" : "apps")}: {OutageMarkdown.Escaped(cell.Key.Spoken)}")));

    private static void Apps(IReadOnlyList<DisasterRow> rows, SafeWriter output)
    {
        output.Write("RTO and what is lost of each app:\n\n| app | criticality | deleted | its node lost | its NAS lost | cluster lost | single points of "
            + "failure |\n|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var cells = row.All.Select(a => OutageMarkdown.Escaped($"{DisasterRow.Rto(a)}; {LostData.Of(a).Spoken}"));
            var known = OutageMarkdown.Escaped(OutageWords.Points(row.App.SinglePoints, row.App.UnknownPoints));
            var points = known.Length > 0 ? known : "none known";
            var name = OutageMarkdown.Escaped(row.App.Workload.Spoken);
            output.Write($"| {name} | {Words.Criticalities.Spell(row.App.Criticality)} | {string.Join(" | ", cells)} | {points} |\n");
        }

        output.Write("\n");
    }
}
