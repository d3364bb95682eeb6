using System.Collections.Concurrent;
using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Backups;

/// <summary>
/// Makes the probes that are due, one at a time for each target and namespace, and says what they found for the first of those that wait for it. A server
/// may let only some users write: those of the waiting claims take turns. One that succeeds lets all begin, and the runs of the others say who may not.
/// </summary>
internal sealed partial class ProbeKeeper(BackupStore store, Probes probes, ILogger log)
{
    /// <summary>How long a probe is kept beside the wait until the next, so that the next knows which it is.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentBag<(Claim Claim, BackupJob Probe)> _asked = [];

    /// <summary>Notes that a claim waits for what a probe finds.</summary>
    public void Wait(Claim claim, BackupJob probe) => _asked.Add((claim, probe));

    /// <summary>Makes what is due, and says what is wrong.</summary>
    public async Task Keep(KeepingResult result, CancellationToken stop)
    {
        foreach (var waiting in _asked
            .OrderBy(a => a.Probe.Namespace, StringComparer.Ordinal)
            .ThenBy(a => a.Claim.Name, StringComparer.Ordinal)
            .GroupBy(a => (a.Probe.Namespace, a.Probe.Target.Mark)))
        {
            var (claim, probe) = waiting.First();
            var state = probes.Of(probe);
            var words = state switch
            {
                ProbeState.Waiting { Words: var before } => before,
                ProbeState.Due { Words: var before } => before,
                _ => string.Empty,
            };
            var own = probes.Own(probe);
            if (probes.Podless(probe) is { } podless && await store.WhyNoPod(podless, stop) is { Length: > 0 } refusal)
            {
                (words, own) = (refusal, refusal);
            }

            if (words.Length > 0)
            {
                result.Stopped(claim, TargetObstacle.Of(probe.Target, probe.Namespace, words));
            }

            await Say(probe, own, result, stop);

            if (state is ProbeState.Due { Attempt: var attempt })
            {
                await Make(claim, InTurn(waiting, attempt), attempt, result, stop);
            }
        }
    }

    private static BackupJob InTurn(IEnumerable<(Claim Claim, BackupJob Probe)> waiting, int attempt)
    {
        BackupJob[] users = [.. waiting.Select(one => one.Probe).DistinctBy(probe => (probe.User.User, probe.User.Group, probe.FsGroup))];
        return users[attempt % users.Length];
    }

    private async Task Make(Claim claim, BackupJob probe, int attempt, KeepingResult result, CancellationToken stop)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{probe.Name}-{attempt}");
        var answer = await store.Make(probe.Namespace, ProbeJobJson.Of(probe, name, Probes.Wait(attempt) + Kept), stop);
        (answer as IDisposable)?.Dispose();
        if (answer is ApiAnswer.Done)
        {
            result.Probed();
        }
        else if (answer is not (ApiAnswer.Refused { IsConflict: true } or ApiAnswer.Refused { IsFinal: true }))
        {
            result.Fail();
            LogFailed(log, $"{probe.Namespace}/{name}", answer.Complaint);
            result.Stopped(
                claim,
                CronJobObstacle.NotWritten($"Job {probe.Namespace}/{name}, which is to try target {probe.Target}, could not be made", answer));
        }
    }

    /// <summary>Writes on the probe what is its own, for whoever asks the cluster and not us, and takes it back once its pod has started after all.</summary>
    private async Task Say(BackupJob probe, string words, KeepingResult result, CancellationToken stop)
    {
        if (probes.Youngest(probe) is not { } youngest || string.Equals(youngest.Annotation(Annotation.BackupObstacle), words, StringComparison.Ordinal))
        {
            return;
        }

        var answer = await store.AnnotateJob(youngest, new Dictionary<string, string>(StringComparer.Ordinal) { [Annotation.BackupObstacle] = words }, stop);
        (answer as IDisposable)?.Dispose();
        if (answer is not (ApiAnswer.Done or ApiAnswer.Refused { IsFinal: true }))
        {
            result.Fail();
            LogFailed(log, $"{youngest.Namespace}/{youngest.Name}", answer.Complaint);
        }
    }

    [LoggerMessage(EventId = 126, Level = LogLevel.Warning, Message = "Job {Job}, which tries a target, could not be written: {Reason}")]
    private static partial void LogFailed(ILogger log, string job, string reason);
}
