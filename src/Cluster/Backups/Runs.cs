using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>The runs of a CronJob: the Jobs that it owns, and their pods. A pod or Job that only carries the labels is none.</summary>
internal sealed class Runs
{
    private static readonly string[] Statuses = ["initContainerStatuses", "containerStatuses"];

    /// <summary>So long after its time the Job of a run is there, if nothing is in its way.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromMinutes(1);

    private readonly LiveObject _cronJob;
    private readonly LiveObject[] _jobs;
    private readonly LiveObject[] _pods;
    private readonly RunOutcome[] _outcomes;

    /// <summary>The runs among what carries the labels of a CronJob.</summary>
    public Runs(LiveObject cronJob, IEnumerable<LiveObject> jobs, IEnumerable<LiveObject> pods)
    {
        _cronJob = cronJob;
        _jobs = [.. jobs.Where(j => j.IsOwnedBy(cronJob.Uid))];
        _pods = [.. pods.Where(p => Array.Exists(_jobs, j => p.IsOwnedBy(j.Uid)))];
        _outcomes = [.. _pods.Select(RunOutcome.Of).OfType<RunOutcome>().OrderBy(o => o.Ended)];
    }

    /// <summary>The run that has made no pod yet; null when there is none.</summary>
    public LiveObject? Podless => _jobs.Where(j => !IsOver(j)).MaxBy(Made) is { } job && !Array.Exists(_pods, p => p.IsOwnedBy(job.Uid)) ? job : null;

    /// <summary>Whether a run was due, and the CronJob, which nobody has suspended, has not begun it.</summary>
    public bool IsOverdue(DateTimeOffset now)
    {
        var (spec, began) = (_cronJob.Root.At("spec"), _cronJob.Root.At("status", "lastScheduleTime"));
        var last = began is { ValueKind: JsonValueKind.String } && began.TryGetDateTimeOffset(out var at) && at > Made(_cronJob) ? at : Made(_cronJob);
        return spec.At("suspend").ValueKind != JsonValueKind.True
            && last < now
            && new Recurrence(spec.TextAt("schedule")) { TimeZone = spec.TextAt("timeZone") }.Next(last) is { } due
            && due + Prompt < now;
    }

    /// <summary>The outcome of the run that ended last.</summary>
    public RunOutcome? Last => _outcomes.LastOrDefault();

    /// <summary>
    /// The youngest run that has failed and of which no pod says how: none has started before its time was up, and a Job takes along what it ends.
    /// </summary>
    public LiveObject? Mute => _jobs
        .Where(j => Failure(j) is not null && !Array.Exists(_pods, p => p.IsOwnedBy(j.Uid) && RunOutcome.Of(p) is not null))
        .MaxBy(Made);

    /// <summary>The outcome of the last run that ended well.</summary>
    public RunOutcome? LastGood => Array.FindLast(_outcomes, o => o.IsGood);

    /// <summary>Why the youngest run does not begin; empty when it does. What only takes its time has until a moment.</summary>
    public string Obstacle(DateTimeOffset patience)
    {
        return _jobs.Where(j => !IsOver(j)).MaxBy(Made) is { } job ? Obstacle(job, [.. _pods.Where(p => p.IsOwnedBy(job.Uid))], patience) : string.Empty;
    }

    /// <summary>Why a Job that is not over does not begin, by its pods; empty when it does.</summary>
    public static string Obstacle(LiveObject job, LiveObject[] pods, DateTimeOffset patience) =>
        Array.Find(pods, p => Waiting(p).Length > 0) is { } waiting ? Waiting(waiting)
            : Made(job) > patience ? string.Empty
            : pods.Length == 0 ? $"Job {job.Name} has made no pod: kubectl describe job {job.Name} says why, such as a quota or a pod security standard"
            : pods.FirstOrDefault(p => p.Root.TextAt("status", "phase") is "Pending") is { } pending
                ? $"pod {pending.Name} does not start: {Unscheduled(pending)}"
            : string.Empty;

    /// <summary>When something was made.</summary>
    public static DateTimeOffset Made(LiveObject job) =>
        job.Root.At("metadata", "creationTimestamp") is { ValueKind: JsonValueKind.String } made && made.TryGetDateTimeOffset(out var time)
            ? time
            : DateTimeOffset.MaxValue;

    /// <summary>Why a Job has failed; null when it has not.</summary>
    public static string? Failure(LiveObject job) =>
        Conditions(job).FirstOrDefault(c => c.TextAt("type") is "Failed" && c.TextAt("status") is "True") is { ValueKind: JsonValueKind.Object } failed
            ? $"Job {job.Name} failed: {failed.TextAt("message")}"
            : null;

    /// <summary>When a Job was over; null when it is not, or does not say.</summary>
    public static DateTimeOffset? Over(LiveObject job) =>
        Conditions(job).Where(c => c.TextAt("type") is "Complete" or "Failed" && c.TextAt("status") is "True").Select(c => c.At("lastTransitionTime"))
            .FirstOrDefault() is { ValueKind: JsonValueKind.String } at && at.TryGetDateTimeOffset(out var time) ? time : null;

    /// <summary>Whether a Job is over.</summary>
    public static bool IsOver(LiveObject job) => Conditions(job).Any(c => c.TextAt("type") is "Complete" or "Failed" && c.TextAt("status") is "True");

    /// <summary>What a pod's containers wait for that will not come by itself: a Secret that is not there, an image that is not.</summary>
    public static string Waiting(LiveObject pod) => Containers(pod).Select(status => Waiting(pod, status)).FirstOrDefault(why => why.Length > 0, string.Empty);

    /// <summary>The same of one of them, by its status. An image that cannot be pulled is tried and waited for in turns, which is said alike.</summary>
    public static string Waiting(LiveObject pod, JsonElement status)
    {
        var waiting = status.At("state", "waiting");
        return waiting.TextAt("reason") switch
        {
            "ImagePullBackOff" or "ErrImagePull" =>
                $"pod {pod.Name} does not start: image {status.TextAt("image")} cannot be pulled: kubectl -n {pod.Namespace} describe pod {pod.Name} says why",
            "CreateContainerConfigError" or "InvalidImageName" or "CreateContainerError" =>
                $"pod {pod.Name} does not start: {waiting.TextAt("reason")}: {waiting.TextAt("message")}",
            _ => string.Empty,
        };
    }

    private static IEnumerable<JsonElement> Containers(LiveObject pod) => Statuses
        .SelectMany(list => pod.Root.At("status", list) is { ValueKind: JsonValueKind.Array } statuses ? statuses.EnumerateArray() : default);

    /// <summary>Why a pod is given no node, in the words of the scheduler; null where it is not said.</summary>
    public static string? NotScheduled(LiveObject pod) => Conditions(pod)
        .Where(c => c.TextAt("type") is "PodScheduled" && c.TextAt("status") is "False")
        .Select(c => c.TextAt("message"))
        .FirstOrDefault(message => message.Length > 0);

    private static string Unscheduled(LiveObject pod) => NotScheduled(pod) ?? $"kubectl describe pod {pod.Name} says why";

    private static JsonElement.ArrayEnumerator Conditions(LiveObject one) =>
        one.Root.At("status", "conditions") is { ValueKind: JsonValueKind.Array } conditions ? conditions.EnumerateArray() : default;
}
