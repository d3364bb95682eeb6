using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>
/// The probes of targets: what is known of each, by namespace and target. Nothing is remembered beside what is in the API server, so that whoever leads next
/// knows the same.
/// </summary>
internal sealed class Probes(
    IReadOnlyList<LiveObject> cronJobs,
    IReadOnlyList<LiveObject> jobs,
    IReadOnlyList<LiveObject> pods,
    BackupPace pace,
    DateTimeOffset now)
{
    private readonly ILookup<(string Namespace, string Target), LiveObject> _cronJobs = cronJobs
        .Where(c => c is { IsOurs: true, IsBeingDeleted: false })
        .ToLookup(c => (c.Namespace, c.Label(JobLabels.Target)));

    private readonly ILookup<(string Namespace, string Target), LiveObject> _probes = jobs
        .Where(j => j.Is(JobRole.Probe) && j.IsOwnedBy(j.Label(JobLabels.ClaimUid)))
        .ToLookup(j => (j.Namespace, j.Label(JobLabels.Target)));

    /// <summary>The youngest probe of a target; null when there is none.</summary>
    public LiveObject? Youngest(BackupJob job) => _probes[(job.Namespace, job.Target.Mark)].MaxBy(Attempt);

    /// <summary>The youngest probe of a target, when it has made no pod.</summary>
    public LiveObject? Podless(BackupJob job) => Youngest(job) is { } youngest && Pods(youngest).Length == 0 ? youngest : null;

    /// <summary>What the youngest probe of a target says itself: how it failed, or why its pod does not start; empty while it is at work.</summary>
    public string Own(BackupJob job) => Youngest(job) is not { } youngest ? string.Empty
        : Runs.IsOver(youngest) ? Failure(youngest, job.Target)
        : Starting(youngest);

    /// <summary>What is known of the target of a job.</summary>
    public ProbeState Of(BackupJob job)
    {
        if (_cronJobs[(job.Namespace, job.Target.Mark)].Any())
        {
            return ProbeState.Good.Instance;
        }

        var tried = _probes[(job.Namespace, job.Target.Mark)].OrderByDescending(Attempt).ToArray();
        if (Array.Exists(tried, p => Outcome(p) is { IsGood: true }))
        {
            return ProbeState.Good.Instance;
        }

        if (tried is not [var last, .. var before])
        {
            return new ProbeState.Due(0, string.Empty);
        }

        if (!Runs.IsOver(last))
        {
            var words = Starting(last);
            return new ProbeState.Waiting(words.Length > 0 ? words : before is [var former, ..] ? Failure(former, job.Target) : string.Empty);
        }

        return now < Ended(last) + Wait(Attempt(last))
            ? new ProbeState.Waiting(Failure(last, job.Target))
            : new ProbeState.Due(Attempt(last) + 1, Failure(last, job.Target));
    }

    /// <summary>How long it waits after a failure: a minute, then four times as long each time, and never more than six hours.</summary>
    public static TimeSpan Wait(int attempt) => TimeSpan.FromMinutes(Math.Min(Math.Pow(4, Math.Min(attempt, 9)), 360));

    private string Starting(LiveObject probe) => Runs.Obstacle(probe, Pods(probe), now - pace.ProbeNeverStarted);

    /// <summary>How it failed. Of one whose time was up, and whose pod is gone with it, what kept the pod from starting says more than that.</summary>
    private string Failure(LiveObject probe, BackupTarget target) => (Outcome(probe) is { } outcome ? outcome.Message + As(probe, target) : null)
        ?? (probe.Annotation(Annotation.BackupObstacle) is { Length: > 0 } known ? known : Runs.Failure(probe))
        ?? $"Job {probe.Name} ended and said nothing";

    /// <summary>As whom it was tried, where servers tell users apart by their number.</summary>
    private static string As(LiveObject probe, BackupTarget target)
    {
        var security = probe.Root.At("spec", "template", "spec", "securityContext");
        return target is BackupTarget.S3 || security.At("runAsUser") is not { ValueKind: JsonValueKind.Number } user ? string.Empty
            : security.At("runAsGroup") is { ValueKind: JsonValueKind.Number } group ? $" (tried as user {user}, group {group})"
            : $" (tried as user {user})";
    }

    private RunOutcome? Outcome(LiveObject probe) => Pods(probe).Select(RunOutcome.Of).OfType<RunOutcome>().MaxBy(o => o.Ended);

    private LiveObject[] Pods(LiveObject probe) =>
        [.. pods.Where(p => string.Equals(p.Namespace, probe.Namespace, StringComparison.Ordinal) && p.IsOwnedBy(probe.Uid))];

    private DateTimeOffset Ended(LiveObject probe) => Outcome(probe)?.Ended ?? Runs.Over(probe) ?? now;

    private static int Attempt(LiveObject probe) =>
        int.TryParse(probe.Name[(probe.Name.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;
}
