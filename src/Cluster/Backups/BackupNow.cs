using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>Runs a CronJob of a claim once, as <c>kubectl create job --from</c> does, and follows the run to its end.</summary>
public sealed class BackupNow(ApiServer server, TimeProvider time)
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly BackupStore _store = new(server);

    /// <summary>Starts a run.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="role">What is to be done for it.</param>
    /// <param name="stop">Ends the asking.</param>
    public async Task<StartedRun> Start(string ns, string claim, JobRole role, CancellationToken stop)
    {
        var (found, complaint) = await _store.CronJobs(stop, ns);
        if (found is null)
        {
            return new StartedRun.Unreachable(complaint);
        }

        var (cronJob, none) = BackupStore.OfClaim(found, ns, claim, role);
        if (cronJob is null)
        {
            return new StartedRun.Refused(none);
        }

        var name = $"{(cronJob.Name.Length > 47 ? cronJob.Name[..47] : cronJob.Name)}-now-{ShortHash.Spelled($"{cronJob.Uid}{time.GetUtcNow().UtcTicks}")}";
        var answer = await server.Create(BackupStore.JobsPath(ns), Job(cronJob, name), stop);
        (answer as IDisposable)?.Dispose();
        return answer switch
        {
            ApiAnswer.Done => new StartedRun.Begun(cronJob.Name, name),
            ApiAnswer.Refused refused => new StartedRun.Refused($"the Job was refused: {refused.Message}"),
            _ => new StartedRun.Unreachable(answer.Complaint),
        };
    }

    /// <summary>Follows a run until it has ended, saying each new state once; how it ended.</summary>
    public async Task<FollowedRun> Follow(string ns, StartedRun.Begun run, Action<string> say, CancellationToken stop) =>
        (await new JobFollower(_store, Pace, time).Follow(ns, run.Job, say, stop)).End;

    private static ReadOnlyMemory<byte> Job(LiveObject cronJob, string name) => Body.Of(json =>
    {
        var template = cronJob.Root.At("spec", "jobTemplate");
        json.WriteKind("batch/v1", "Job");
        json.WriteStartObject("metadata"u8);
        json.WriteString("name"u8, name);
        json.WriteString("namespace"u8, cronJob.Namespace);
        if (template.At("metadata", "labels") is { ValueKind: JsonValueKind.Object } labels)
        {
            json.WritePropertyName("labels"u8);
            labels.WriteTo(json);
        }

        json.WriteStartObject("annotations"u8);
        json.WriteString("cronjob.kubernetes.io/instantiate"u8, "manual"u8);
        json.WriteEndObject();
        json.WriteStartArray("ownerReferences"u8);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "batch/v1"u8);
        json.WriteString("kind"u8, "CronJob"u8);
        json.WriteString("name"u8, cronJob.Name);
        json.WriteString("uid"u8, cronJob.Uid);
        json.WriteBoolean("controller"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WritePropertyName("spec"u8);
        template.At("spec").WriteTo(json);
    });
}
