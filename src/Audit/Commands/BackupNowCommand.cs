using System.CommandLine;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Reading;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>backup now</c>: the CronJob of a claim, once and at once.</summary>
public static class BackupNowCommand
{
    /// <summary>The verb.</summary>
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var claim = new Argument<string>("claim") { Description = "The claim, as NAMESPACE/CLAIM.", HelpName = "NAMESPACE/CLAIM" };
        var context = new Option<string?>("--context") { Description = "The context of the kubeconfig (the current one).", HelpName = "NAME" };
        var noWait = new Option<bool>("--no-wait") { Description = "Only start it." };
        var command = new Command(
            "now",
            "Run the backup CronJob of a claim once, and follow it to its end. Exit codes: 0 the copy is good, 1 it is not, 2 there is nothing "
                + "to run, 3 cluster "
                + "unreachable. Interrupting it leaves the run alone.") { claim, context, noWait };
        command.Validators.Add(result =>
        {
            if (result.GetValue(claim) is { } written && written.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            {
                result.AddError($"'{written}' is not a claim; write NAMESPACE/CLAIM, such as books/linkding-data");
            }
        });
        command.Action = new InterruptibleAction(async (parsed, stop) =>
        {
            var parts = parsed.GetValue(claim)!.Split('/');
            try
            {
                using var server = ApiServer.Connect(parsed.GetValue(context));
                return await Run(server, time, parts[0], parts[1], parsed.GetValue(noWait), terminal, stop);
            }
            catch (ClusterConfigurationException unusable)
            {
                await terminal.Error.WriteLineAsync($"no cluster to ask: {unusable.Message}");
                return ExitCode.Unreachable;
            }
        });
        return command;
    }

    private static async Task<int> Run(
        ApiServer server,
        TimeProvider time,
        string ns,
        string claim,
        bool onlyStart,
        Terminal terminal,
        CancellationToken stop)
    {
        var backup = new BackupNow(server, time);
        var started = await backup.Start(ns, claim, JobRole.Backup, stop);
        if (started is not StartedRun.Begun run)
        {
            await terminal.Error.WriteLineAsync(started switch
            {
                StartedRun.Refused refused => await NamedClaim.Complaint(server, ns, claim, stop) is { Length: > 0 } missing ? missing : refused.Reason,
                StartedRun.Unreachable unreachable => unreachable.Reason,
                _ => throw new System.Diagnostics.UnreachableException(),
            });
            return started is StartedRun.Refused ? ExitCode.Wrong : ExitCode.Unreachable;
        }

        await terminal.Output.WriteLineAsync($"Job {ns}/{run.Job} of CronJob {run.CronJob} is started");
        if (onlyStart)
        {
            return ExitCode.Clean;
        }

        try
        {
            switch (await backup.Follow(ns, run, terminal.Error.WriteLine, stop))
            {
                case FollowedRun.Good good:
                    await terminal.Output.WriteLineAsync(good.Message);
                    return ExitCode.Clean;
                case FollowedRun.Failed failed:
                    await terminal.Error.WriteLineAsync(failed.Reason);
                    return ExitCode.Findings;
                case FollowedRun.Lost lost:
                    await terminal.Error.WriteLineAsync($"{lost.Reason}; 'kubectl -n {ns} logs job/{run.Job}' says how it ends");
                    return ExitCode.Unreachable;
            }
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync($"the run goes on; 'kubectl -n {ns} logs -f job/{run.Job}' shows it, 'kubectl -n {ns} delete "
                + $"job {run.Job}' ends it");
        }

        return ExitCode.Findings;
    }
}
