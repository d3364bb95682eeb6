using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Backups;

/// <summary>
/// Makes the CronJobs of a cluster what the plans say. Writes only what differs, and touches nothing that is not ours by manager, owner and label.
/// </summary>
internal sealed partial class CronJobKeeper(BackupStore store, BackupPace pace, ILogger log)
{
    private readonly AppliedCronJobs _applied = new();

    /// <summary>Does it; what came of it, by claim.</summary>
    public async Task<KeepingResult> Keep(
        IReadOnlyList<ClaimPlan> plans,
        IReadOnlyList<LiveObject> live,
        Probes probes,
        Inventory inventory,
        CancellationToken stop)
    {
        var trials = new ProbeKeeper(store, probes, log);
        var there = live.ToDictionary(l => (l.Namespace, l.Name));
        var result = new KeepingResult();
        var wanted = plans.OfType<ClaimPlan.Ready>().SelectMany(p => p.Jobs, (p, job) => (p.Claim, Job: job, p.Probe)).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = pace.AtOnce, CancellationToken = stop };

        // To compare hundreds of CronJobs is long work; only what has to be written goes to the threads of the pool.
        var due = wanted.Where(one => !(probes.Of(one.Job) is ProbeState.Good
            && there.GetValueOrDefault((one.Job.Namespace, one.Job.Name)) is { } found
            && _applied.IsAsWanted(one.Job, found))).ToArray();
        await Parallel.ForEachAsync(due, options, async (one, ended) =>
        {
            var found = there.GetValueOrDefault((one.Job.Namespace, one.Job.Name));
            var isTaken = (found is not null && !(found.IsOurs && found.IsOwnedBy(one.Job.ClaimUid)))
                || (found is null && inventory.Workloads.At(one.Job.Namespace, one.Job.Name).Any(w => w.Reference.Kind is "CronJob"));
            if (isTaken)
            {
                result.Stopped(one.Claim, CronJobObstacle.NameTaken(one.Job));
            }
            else if (found is not { IsBeingDeleted: true })
            {
                var state = probes.Of(one.Job);
                var obstacle = state is ProbeState.Waiting ? null
                    : found is null && IsTried(one.Job, state) && await Try(one.Job, result, ended) is { } refused ? refused
                    : state is ProbeState.Good ? await Apply(one.Job, found, result, ended)
                    : null;
                if (obstacle is not null)
                {
                    result.Stopped(one.Claim, obstacle);
                }
                else if (state is not ProbeState.Good)
                {
                    trials.Wait(one.Claim, one.Probe);
                }
            }
        });
        foreach (var (claim, probe) in plans.OfType<ClaimPlan.Obstructed>().Where(p => p.Probe is not null).Select(p => (p.Claim, p.Probe!)))
        {
            if (probes.Of(probe) is not ProbeState.Good)
            {
                trials.Wait(claim, probe);
            }
        }

        await trials.Keep(result, stop);
        var names = wanted.Select(w => (w.Job.Namespace, w.Job.Name)).ToHashSet();
        var decided = Decided(plans, inventory);
        foreach (var unwanted in live.Where(l => l is { IsOurs: true, IsBeingDeleted: false }
            && !names.Contains((l.Namespace, l.Name))
            && decided.Contains(l.Label(JobLabels.ClaimUid))))
        {
            await Delete(unwanted, result, stop);
        }

        if (result.Written + result.Removed + result.Tried > 0)
        {
            LogKept(log, result.Written, result.Removed, result.Tried);
        }

        return result;
    }

    /// <summary>
    /// The UIDs of claims of which it is known what they are to have. With a CronJob goes what is known of its runs, so that it stays while something is only
    /// in its way; and with a claim that is gone Kubernetes takes its CronJobs along.
    /// </summary>
    private static HashSet<string> Decided(IReadOnlyList<ClaimPlan> plans, Inventory inventory)
    {
        var known = inventory.Claims.All.Select(c => c.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        known.ExceptWith(plans.Where(p => p is not ClaimPlan.Ready).Select(p => p.Claim.Metadata.Uid));
        return known;
    }

    /// <summary>
    /// Whether a CronJob is tried before it is made. Where no pod security standard is enforced, a trial says nothing that applying it does not say, and
    /// costs the API server as much.
    /// </summary>
    private static bool IsTried(BackupJob job, ProbeState state) => job.Enforced.Length > 0 || state is not ProbeState.Good;

    /// <summary>What the API server would say to a CronJob that is not there yet; null when it would take it.</summary>
    private async Task<Obstacle?> Try(BackupJob job, KeepingResult result, CancellationToken stop)
    {
        switch (await store.Apply(job, CronJobJson.Of(job), isDry: true, stop))
        {
            case ApiAnswer.Done tried:
                using (tried)
                {
                    return CronJobObstacle.PodSecurity(job, tried.Warnings);
                }

            case var failed:
                return Failed(job, failed, isThere: false, result);
        }
    }

    private async Task<Obstacle?> Apply(BackupJob job, LiveObject? found, KeepingResult result, CancellationToken stop)
    {
        var body = CronJobJson.Of(job);
        using var wanted = JsonDocument.Parse(body);

        // Whoever was the leader and has slept since applies nothing to what its successor has written.
        switch (await store.Apply(job, found is null ? body : CronJobJson.Of(job, found.Version), isDry: false, stop))
        {
            case ApiAnswer.Done done:
                using (done)
                {
                    result.Wrote();
                    if (_applied.HasStayedOtherwise(job, wanted.RootElement, done.Body.RootElement))
                    {
                        LogStubborn(log, job.Spoken);
                    }
                }

                return null;
            case var failed:
                return Failed(job, failed, found is not null, result);
        }
    }

    private async Task Delete(LiveObject unwanted, KeepingResult result, CancellationToken stop)
    {
        var answer = await store.Delete(unwanted, stop);
        (answer as IDisposable)?.Dispose();
        switch (answer)
        {
            case ApiAnswer.Done:
                result.Deleted();
                break;
            case not ApiAnswer.Refused { IsMissing: true }:
                result.Fail();
                LogFailed(log, $"CronJob {unwanted.Namespace}/{unwanted.Name}", answer.Complaint);
                break;
        }
    }

    /// <summary>
    /// In a namespace that goes there is nothing to be done; anything else is tried again. What somebody has changed or removed meanwhile is in nobody's
    /// way. A quota that changes or goes is a conflict or missing, too, and the CronJob that was to be made is still not there.
    /// </summary>
    private Obstacle? Failed(BackupJob job, ApiAnswer answer, bool isThere, KeepingResult result)
    {
        if (answer is ApiAnswer.Refused { Status: 400 or 422, Message: var message })
        {
            return CronJobObstacle.Refused(job, message);
        }

        if (answer is ApiAnswer.Refused { IsNamespaceTerminating: true } || (isThere && answer is ApiAnswer.Refused { IsMissing: true }))
        {
            return null;
        }

        result.Fail();
        LogFailed(log, job.Spoken, answer.Complaint);
        return isThere && answer is ApiAnswer.Refused { IsConflict: true } ? null : CronJobObstacle.NotWritten($"{job.Spoken} could not be written", answer);
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Information, Message = "{Written} CronJobs of backups written, {Removed} removed, {Tried} targets tried")]
    private static partial void LogKept(ILogger log, int written, int removed, int tried);

    [LoggerMessage(EventId = 121, Level = LogLevel.Warning, Message = "{CronJob}: {Reason}")]
    private static partial void LogFailed(ILogger log, string cronJob, string reason);

    [LoggerMessage(
        EventId = 122,
        Level = LogLevel.Warning,
        Message = "{CronJob} was changed by someone else; it is left alone until its own specification changes")]
    private static partial void LogStubborn(ILogger log, string cronJob);
}
