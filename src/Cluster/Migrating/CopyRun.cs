using System.Globalization;
using System.Text;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>The new claim, the Job that copies into it, and what is taken away of both where the move comes to nothing.</summary>
internal sealed class CopyRun(ApiServer server, string ns, MigrationPlan plan, UnusedClaim old, RestorePace pace, TimeProvider time)
{
    private readonly BackupStore _store = new(server);
    private readonly KnownClaim _beside = new(server, ns, plan.Beside, string.Empty, pace, time);

    /// <summary>The claim under which the new volume is made, as it is now.</summary>
    public KnownClaim Beside => _beside;

    /// <summary>Makes the new claim.</summary>
    public async Task<StepEnd> Make(CancellationToken stop)
    {
        var end = await _beside.Make(plan.BesideManifest, stop);
        return end is StepEnd.Done ? StepEnd.Done.Silent : end;
    }

    /// <summary>Copies, by the Job that is there already or by a new one.</summary>
    public async Task<StepEnd> Copy(Action<string> say, CancellationToken stop)
    {
        if (await old.Woken(stop) is { } woken)
        {
            return woken;
        }

        var answer = await _store.Make(ns, Encoding.UTF8.GetBytes(plan.Job), stop);
        (answer as IDisposable)?.Dispose();
        if (answer is not (ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true }))
        {
            return answer.IsDecided ? new StepEnd.Refused($"Job {plan.Beside} was refused: {answer.Complaint}") : new StepEnd.Lost(answer.Complaint);
        }

        if (await Bound(stop) is { } unbound)
        {
            return unbound;
        }

        return (await new JobFollower(_store, pace.Look, time).Follow(ns, plan.Beside, say, stop)).End switch
        {
            FollowedRun.Good good => await Woken(stop) ?? new StepEnd.Done(good.Message),
            FollowedRun.Failed failed => new StepEnd.Refused(failed.Reason),
            FollowedRun.Lost lost => new StepEnd.Lost(lost.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What has used the old claim since the copy was begun, which then lacks what that wrote; null where nothing has.</summary>
    public async Task<StepEnd?> Woken(CancellationToken stop)
    {
        var (jobs, complaint) = plan.Job.Length == 0 ? ((List<LiveObject>?)[], string.Empty) : await _store.Jobs(stop, ns);
        var copied = jobs?.Find(j => string.Equals(j.Name, plan.Beside, StringComparison.Ordinal));
        return jobs is null ? new StepEnd.Lost(complaint) : await old.Woken(copied?.Root.TextAt("metadata", "creationTimestamp") ?? string.Empty, stop);
    }

    /// <summary>Takes the new claim away, and the Job if it has not ended: a copy that is not complete is no use to anybody.</summary>
    public async Task<StepEnd> Drop(Action<string> say, CancellationToken stop)
    {
        var (jobs, complaint) = await _store.Jobs(stop, ns);
        if (jobs is null)
        {
            return new StepEnd.Lost(complaint);
        }

        if (jobs.Find(j => string.Equals(j.Name, plan.Beside, StringComparison.Ordinal)) is { } job && !Runs.IsOver(job))
        {
            var answer = await server.Delete(
                $"{BackupStore.JobsPath(ns)}/{job.Name}",
                Body.Of(json => json.WriteString("propagationPolicy"u8, "Background"u8)),
                stop);
            (answer as IDisposable)?.Dispose();
            if (answer is not (ApiAnswer.Done or ApiAnswer.Refused { IsMissing: true }))
            {
                return new StepEnd.Lost($"Job {job.Name}: {answer.Complaint}");
            }
        }

        return await Delete(_ => Task.FromResult<StepEnd?>(null), say, stop);
    }

    /// <summary>Deletes the new claim, where it is there.</summary>
    public async Task<StepEnd> Delete(Func<CancellationToken, Task<StepEnd?>> mayBe, Action<string> say, CancellationToken stop)
    {
        var (found, complaint) = await _beside.Find(stop);
        return complaint.Length > 0 ? new StepEnd.Lost(complaint)
            : found is not { } there ? StepEnd.Done.Silent
            : await new KnownClaim(server, ns, plan.Beside, there.TextAt("metadata", "uid"), pace, time).Delete(mayBe, say, stop);
    }

    /// <summary>Waits until there is a volume for the copy, which may be made for the Job's pod only; null when there is, or the Job has ended.</summary>
    private async Task<StepEnd?> Bound(CancellationToken stop)
    {
        for (var began = time.GetTimestamp(); ; await Task.Delay(pace.Look, time, stop))
        {
            var (claim, noClaim) = await _beside.Find(stop);
            var (jobs, noJobs) = await _store.Jobs(stop, ns);
            if (noClaim.Length > 0 || jobs is null)
            {
                return new StepEnd.Lost(noClaim.Length > 0 ? noClaim : noJobs);
            }

            var job = jobs.Find(j => string.Equals(j.Name, plan.Beside, StringComparison.Ordinal));
            if (claim?.TextAt("status", "phase") is "Bound" || (job is not null && Runs.IsOver(job)))
            {
                return null;
            }

            if (time.GetElapsedTime(began) > pace.Patience)
            {
                return new StepEnd.Refused(string.Create(CultureInfo.InvariantCulture, $"claim {ns}/{plan.Beside} of class {plan.Class} has no volume after "
                    + $"{pace.Patience.TotalMinutes:0} minutes: 'kubectl -n {ns} get events' says why, such as a class without a provisioner, or no room"));
            }
        }
    }
}
