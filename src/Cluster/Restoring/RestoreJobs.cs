using System.Globalization;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>
/// The Jobs of restores in a namespace. Their names follow from the restore and what they do, so that one that is there already is followed and not made again.
/// </summary>
internal sealed class RestoreJobs(ApiServer server, string ns, RestorePace pace, TimeProvider time)
{
    private readonly BackupStore _store = new(server);

    /// <summary>Runs a Job, or follows the one that was made before; another one is made when that has failed.</summary>
    public async Task<(FollowedRun End, RunOutcome? Outcome)> Run(RestorePlan plan, RestoreStage stage, Action<string> say, CancellationToken stop)
    {
        var (jobs, noJobs) = await _store.Jobs(stop, ns);
        if (jobs is null)
        {
            return (new FollowedRun.Lost(noJobs), null);
        }

        var begin = $"hs-restore-{plan.Id}-{stage.ToString().ToLowerInvariant()}-";
        var last = jobs.Where(j => j.Name.StartsWith(begin, StringComparison.Ordinal)).MaxBy(Attempt);
        if (last is not null && stage != RestoreStage.Check && Runs.Failure(last) is null)
        {
            return await Follow(last.Name, say, stop);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{begin}{(last is null ? 1 : Attempt(last) + 1)}");
        return await Make(plan, stage, name, stop) ?? await Follow(name, say, stop);
    }

    /// <summary>The pods that mount a claim and have not ended, but for those of a restore itself; a complaint where they cannot be listed.</summary>
    public Task<(IReadOnlyList<LiveObject> Pods, string Complaint)> Mounting(string claim, string id, CancellationToken stop) =>
        Mounting(claim, id, since: string.Empty, stop);

    /// <summary>Those, and the ones that were made at a moment or later, as the API server writes it, and have ended.</summary>
    public async Task<(IReadOnlyList<LiveObject> Pods, string Complaint)> Mounting(string claim, string id, string since, CancellationToken stop)
    {
        var path = $"api/v1/namespaces/{ns}/pods";
        var (found, instead) = await ObjectList.Of(server, path, string.Empty, stop);
        return found is null
            ? ([], $"{path}: {instead!.Complaint}")
            : ([.. found.Select(one => new LiveObject(one)).Where(pod => Mounts(pod, claim)
                && (pod.Root.TextAt("status", "phase") is not ("Succeeded" or "Failed") || IsSince(pod, since))
                && !string.Equals(pod.Label(JobLabels.Restore), id, StringComparison.Ordinal))], string.Empty);
    }

    /// <summary>Both moments are the API server's own, to the second and in UTC, so that they compare as texts.</summary>
    private static bool IsSince(LiveObject pod, string since) =>
        since.Length > 0 && string.CompareOrdinal(pod.Root.TextAt("metadata", "creationTimestamp"), since) >= 0;

    private async Task<(FollowedRun End, RunOutcome? Outcome)?> Make(RestorePlan plan, RestoreStage stage, string name, CancellationToken stop)
    {
        var (cronJob, node, end) = plan.IsLost ? (Kept(plan), string.Empty, null) : await Live(plan, stage, stop);
        if (cronJob is null)
        {
            return (end!, null);
        }

        var answer = await _store.Make(ns, RestoreJobJson.Of(cronJob, name, stage, plan, node), stop);
        (answer as IDisposable)?.Dispose();
        return answer switch
        {
            ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true } => null,
            ApiAnswer.Refused { IsDecided: true } refused => (new FollowedRun.Failed($"Job {name} was refused: {refused.Message}"), null),
            _ => (new FollowedRun.Lost(answer.Complaint), null),
        };
    }

    /// <summary>The CronJob as the plan keeps it.</summary>
    private LiveObject Kept(RestorePlan plan)
    {
        using var root = System.Text.Json.JsonDocument.Parse(Body.Of(json =>
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("namespace"u8, ns);
            json.WriteString("name"u8, plan.CronJob);
            json.WriteEndObject();
            json.WriteStartObject("spec"u8);
            json.WriteStartObject("jobTemplate"u8);
            json.WritePropertyName("spec"u8);
            json.WriteRawValue(plan.Template);
            json.WriteEndObject();
            json.WriteEndObject();
        }));
        return new LiveObject(root.RootElement.Clone());
    }

    /// <summary>The CronJob as it is, and the node on which the claim is mounted; else why not.</summary>
    private async Task<(LiveObject? CronJob, string Node, FollowedRun? End)> Live(RestorePlan plan, RestoreStage stage, CancellationToken stop)
    {
        var (cronJobs, complaint) = await _store.CronJobs(stop, ns);
        if (cronJobs is null)
        {
            return (null, string.Empty, new FollowedRun.Lost(complaint));
        }

        var wanted = stage == RestoreStage.Copy ? plan.Copier : plan.CronJob;
        if (cronJobs.Find(c => c.IsOurs && string.Equals(c.Name, wanted, StringComparison.Ordinal)) is not { } cronJob)
        {
            return (null, string.Empty, new FollowedRun.Failed($"CronJob {ns}/{wanted} is gone, and with it the way to the backups"));
        }

        var (pods, noPods) = await Mounting(plan.To, plan.Id, stop);
        return noPods.Length > 0 ? (null, string.Empty, new FollowedRun.Lost(noPods))
            : (cronJob, pods.Select(p => p.Root.TextAt("spec", "nodeName")).FirstOrDefault(n => n.Length > 0) ?? string.Empty, null);
    }

    private Task<(FollowedRun End, RunOutcome? Outcome)> Follow(string name, Action<string> say, CancellationToken stop) =>
        new JobFollower(_store, pace.Look, time).Follow(ns, name, say, stop);

    private static int Attempt(LiveObject job) =>
        int.TryParse(job.Name[(job.Name.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    /// <summary>Whether a pod mounts a claim of its namespace.</summary>
    public static bool Mounts(LiveObject pod, string claim) =>
        pod.Root.At("spec", "volumes") is { ValueKind: System.Text.Json.JsonValueKind.Array } volumes
        && volumes.EnumerateArray().Any(v => string.Equals(v.TextAt("persistentVolumeClaim", "claimName"), claim, StringComparison.Ordinal));
}
