namespace HomelabStorage.Cluster.Backups;

/// <summary>Follows Jobs of ours to their ends.</summary>
internal sealed class JobFollower(BackupStore store, TimeSpan pace, TimeProvider time)
{
    /// <summary>Follows a Job until it has ended, saying each new state once; how it ended.</summary>
    public async Task<(FollowedRun End, RunOutcome? Outcome)> Follow(string ns, string name, Action<string> say, CancellationToken stop)
    {
        var said = string.Empty;
        while (true)
        {
            var (jobs, noJobs) = await store.Jobs(stop, ns);
            var (pods, noPods) = await store.Pods(stop, ns);
            if (jobs is null || pods is null)
            {
                return (new FollowedRun.Lost(jobs is null ? noJobs : noPods), null);
            }

            if (jobs.Find(j => string.Equals(j.Name, name, StringComparison.Ordinal)) is not { } job)
            {
                return (new FollowedRun.Lost($"Job {name} is gone"), null);
            }

            var state = new RunState(job, pods);
            if (state.Ended is { } ended)
            {
                return (ended, state.Outcome);
            }

            if (!string.Equals(state.Spoken, said, StringComparison.Ordinal))
            {
                said = state.Spoken;
                say(said);
            }

            await Task.Delay(pace, time, stop);
        }
    }
}
