using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Backups;

/// <summary>How far a run is.</summary>
internal sealed class RunState
{
    public RunState(LiveObject job, IReadOnlyList<LiveObject> pods)
    {
        LiveObject[] own = [.. pods.Where(p => p.IsOwnedBy(job.Uid)).OrderBy(Runs.Made)];
        var last = own.Select(RunOutcome.Of).OfType<RunOutcome>().MaxBy(o => o.Ended);
        Ended = last is { IsGood: true } ? new FollowedRun.Good(last.Message)
            : Runs.Failure(job) is { } failure ? new FollowedRun.Failed(last?.Message ?? failure)
            : null;
        Spoken = own.LastOrDefault() is not { } pod ? $"Job {job.Name} has no pod yet"
            : Runs.Waiting(pod) is { Length: > 0 } waiting ? waiting
            : last is not null && RunOutcome.Of(pod) is not null ? $"pod {pod.Name} failed: {last.Message}"
            : $"pod {pod.Name} is {pod.Root.TextAt("status", "phase").ToLowerInvariant()}";
    }

    /// <summary>How it ended; null while it goes on.</summary>
    public FollowedRun? Ended { get; }

    /// <summary>Where it stands, for people.</summary>
    public string Spoken { get; }
}
