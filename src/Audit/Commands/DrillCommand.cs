using System.CommandLine;
using System.Globalization;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>drill</c>: the CronJobs that restore and check copies, of every claim, one after the other and at once.</summary>
internal static class DrillCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var critical = new Option<bool>("--critical") { Description = "Only what is critical." };
        var last = new Option<bool>("--last") { Description = "Run nothing: show how the last checks ended, those of the CronJobs too." };
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");
        var context = new Option<string?>("--context") { Description = "The context of the kubeconfig (the current one).", HelpName = "NAME" };
        var ns = new Option<string?>("--namespace", "-n") { Description = "One namespace only.", HelpName = "NAME" };
        var policy = PolicyOption.Make();
        var command = new Command(
            "drill",
            "Test-restore the newest backup of every volume worth keeping into temporary storage and check it, by running once the verify CronJobs of each "
                + "tier. Exit codes: 0 all could be restored, 1 one could not, or was not tried, 2 wrong policy or usage, 3 cluster unreachable.")
        {
            critical, last, format, context, ns, policy,
        };
        command.Action = new InterruptibleAction(async (parsed, stop) =>
        {
            if (PolicyOption.Load(parsed.GetValue(policy), terminal) is not { } rules)
            {
                return ExitCode.Wrong;
            }

            var within = parsed.GetValue(ns) ?? string.Empty;
            if (await ClusterInput.Read(WatchedResource.All, parsed.GetValue(context), within, terminal, stop) is not Input.Read read)
            {
                return ExitCode.Unreachable;
            }

            using var server = ApiServer.Connect(parsed.GetValue(context));
            var (ours, complaint) = await new CheckedClaims(server).Of(within, stop);
            if (ours is null)
            {
                await terminal.Error.WriteLineAsync(complaint);
                return ExitCode.Unreachable;
            }

            var now = time.GetUtcNow();
            var rows = Drill.Of(BackupReport.Of(SeveralReports.Of(read.Clusters, rules, now), now), ours, parsed.GetValue(critical));
            return Report(
                parsed.GetValue(last) ? [.. rows.Select(row => Drill.Last(row, now))] : await Run(rows, new BackupNow(server, time), terminal, stop),
                parsed.GetValue(format) is "json",
                rules,
                terminal);
        });
        return command;
    }

    /// <summary>One after the other: each takes scratch space of a node and the bandwidth of the target. An interrupted drill reports what it has.</summary>
    private static async Task<IReadOnlyList<DrillRow>> Run(IReadOnlyList<DrillRow> rows, BackupNow backup, Terminal terminal, CancellationToken stop)
    {
        var (done, count, due) = (new List<DrillRow>(), 0, rows.Count(row => row.State == DrillState.Due));
        foreach (var row in rows)
        {
            if (row.State != DrillState.Due)
            {
                done.Add(row);
                continue;
            }

            count++;
            var head = string.Create(CultureInfo.InvariantCulture, $"{count}/{due} {row.Spoken}");
            try
            {
                var (state, said) = await One(row, backup, text => terminal.Error.WriteLine($"{head}: {text}"), stop);
                await terminal.Error.WriteLineAsync($"{head}: {Words.DrillStates.Spell(state)}");
                done.Add(row with { State = state, Said = said });
            }
            catch (OperationCanceledException)
            {
                done.Add(row with { State = DrillState.NotDrilled, Said = "interrupted; a run that has begun goes on" });
            }
        }

        return done;
    }

    private static async Task<(DrillState State, string Said)> One(DrillRow row, BackupNow backup, Action<string> say, CancellationToken stop)
    {
        switch (await backup.Start(row.Namespace, row.Claim, JobRole.Verify, stop))
        {
            case StartedRun.Begun begun:
                return await backup.Follow(row.Namespace, begun, say, stop) switch
                {
                    FollowedRun.Good good => (DrillState.Good, good.Message),
                    FollowedRun.Failed failed => (DrillState.Failed, failed.Reason),
                    FollowedRun.Lost lost => (DrillState.NotDrilled, $"{lost.Reason}; 'kubectl -n {row.Namespace} logs job/{begun.Job}' says how it ends"),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            case StartedRun.Refused refused:
                return (DrillState.NotDrilled, refused.Reason);
            case StartedRun.Unreachable unreachable:
                return (DrillState.NotDrilled, unreachable.Reason);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static int Report(IReadOnlyList<DrillRow> rows, bool isJson, StoragePolicy policy, Terminal terminal)
    {
        if (isJson)
        {
            JsonFormat.Write(json => DrillReportJson.Write(rows, policy, json), terminal);
        }
        else
        {
            DrillTable.Write(rows, policy, terminal);
        }

        return rows.All(row => row.State == DrillState.Good) ? ExitCode.Clean : ExitCode.Findings;
    }
}
