using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Backups;

/// <summary>How far a run is.</summary>
internal sealed class RunState
{
    public RunState(LiveObject job, IReadOnlyList<LiveObject> pods)
    {
        LiveObject[] own = [.. pods.Where(p => p.IsOwnedBy(job.Uid)).OrderBy(Runs.Made)];
        Outcome = own.Select(RunOutcome.Of).OfType<RunOutcome>().MaxBy(o => o.Ended);
        Ended = Outcome is { IsGood: true } ? new FollowedRun.Good(Outcome.Message)
            : Runs.Failure(job) is { } failure ? new FollowedRun.Failed(Outcome?.Message ?? failure)
            : Runs.IsOver(job) ? new FollowedRun.Failed($"Job {job.Name} has ended, and its pod, which said how, is gone")
            : null;
        Spoken = own.LastOrDefault() is not { } pod ? $"Job {job.Name} has no pod yet"
            : Runs.Waiting(pod) is { Length: > 0 } waiting ? waiting
            : Outcome is not null && RunOutcome.Of(pod) is not null ? $"pod {pod.Name} failed: {Outcome.Message}"
            : $"pod {pod.Name} is {pod.Root.TextAt("status", "phase").ToLowerInvariant()}{(Runs.NotScheduled(pod) is { } why ? $": {why}" : string.Empty)}";
    }

    /// <summary>How it ended; null while it goes on.</summary>
    public FollowedRun? Ended { get; }

    /// <summary>What the pod that ended last said; null while none has.</summary>
    public RunOutcome? Outcome { get; }

    /// <summary>Where it stands, for people.</summary>
    public string Spoken { get; }
}
