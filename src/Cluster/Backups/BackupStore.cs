using System.Text;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>The CronJobs, Jobs and pods of backups in the API server.</summary>
internal sealed class BackupStore(ApiServer server)
{
    private const string Ours = $"{JobLabels.ManagedBy}={JobLabels.Manager},{JobLabels.Role}";

    /// <summary>The address of the Jobs of a namespace.</summary>
    public static string JobsPath(string ns) => Path(ManifestKinds.Job, ns);

    private static string CronJobPath(string ns, string name) => $"{Path(ManifestKinds.CronJob, ns)}/{name}";

    /// <summary>Every CronJob with our labels, of a namespace or of all; null when they cannot be listed, and why.</summary>
    public Task<(List<LiveObject>? Found, string Complaint)> CronJobs(CancellationToken stop, string ns = "") =>
        List(ManifestKinds.CronJob, ns, stop);

    /// <summary>The CronJob of a claim that does something, or that there is none. A claim made again has the old one for a while, too.</summary>
    public static (LiveObject? Found, string Complaint) OfClaim(IEnumerable<LiveObject> cronJobs, string ns, string claim, JobRole role) =>
        cronJobs
            .Where(c => c is { IsOurs: true, IsBeingDeleted: false } && c.Is(role) && string.Equals(c.Claim, claim, StringComparison.Ordinal))
            .MaxBy(Runs.Made) is { } found
                ? (found, string.Empty)
                : (null, role == JobRole.Verify
                    ? $"claim {ns}/{claim} has no CronJob that restores its copies; verify in its tier of the policy makes one"
                    : $"claim {ns}/{claim} has no CronJob of homelab-storage: 'kubectl -n {ns} describe pvc {claim}' says why where "
                        + "it is to be backed up, and 'homelab-storage backups --cluster' who else copies it");

    /// <summary>Every Job with our labels.</summary>
    public Task<(List<LiveObject>? Found, string Complaint)> Jobs(CancellationToken stop, string ns = "") => List(ManifestKinds.Job, ns, stop);

    /// <summary>Every pod with our labels.</summary>
    public Task<(List<LiveObject>? Found, string Complaint)> Pods(CancellationToken stop, string ns = "") => List(ManifestKinds.Pod, ns, stop);

    /// <summary>Every pod that may wait for a volume to be restored.</summary>
    public async Task<(List<LiveObject>? Found, string Complaint)> Restoring(CancellationToken stop)
    {
        var path = Path(ManifestKinds.Pod, string.Empty);
        var (found, instead) = await ObjectList.Of(server, path, JobLabels.Restores, stop);
        return found is null ? (null, $"{path}: {instead!.Complaint}") : ([.. found.Select(one => new LiveObject(one))], string.Empty);
    }

    /// <summary>Applies a CronJob, or only asks what the API server would say to it.</summary>
    public Task<ApiAnswer> Apply(BackupJob job, ReadOnlyMemory<byte> body, bool isDry, CancellationToken stop) =>
        isDry ? server.TryApply(CronJobPath(job.Namespace, job.Name), body, stop) : server.Apply(CronJobPath(job.Namespace, job.Name), body, stop);

    /// <summary>Deletes a CronJob as it was seen, and no other.</summary>
    public Task<ApiAnswer> Delete(LiveObject cronJob, CancellationToken stop) => server.Delete(
        CronJobPath(cronJob.Namespace, cronJob.Name),
        Body.Of(json =>
        {
            json.WriteString("propagationPolicy"u8, "Background"u8);
            json.WriteStartObject("preconditions"u8);
            json.WriteString("uid"u8, cronJob.Uid);
            json.WriteString("resourceVersion"u8, cronJob.Version);
            json.WriteEndObject();
        }),
        stop);

    /// <summary>Writes what became of the runs on their CronJob; a value that is empty takes its annotation away.</summary>
    public Task<ApiAnswer> Annotate(LiveObject cronJob, IReadOnlyDictionary<string, string> annotations, CancellationToken stop) =>
        Annotate(CronJobPath(cronJob.Namespace, cronJob.Name), cronJob, annotations, stop);

    /// <summary>The same for a Job.</summary>
    public Task<ApiAnswer> AnnotateJob(LiveObject job, IReadOnlyDictionary<string, string> annotations, CancellationToken stop) =>
        Annotate($"{JobsPath(job.Namespace)}/{job.Name}", job, annotations, stop);

    /// <summary>Why a Job can make no pod; empty when no Event says so.</summary>
    public Task<string> WhyNoPod(LiveObject job, CancellationToken stop) => WhyNone(job, $"Job {job.Name} can make no pod", stop);

    /// <summary>Why a CronJob can make no Job; empty when no Event says so.</summary>
    public Task<string> WhyNoJob(LiveObject cronJob, CancellationToken stop) => WhyNone(cronJob, $"CronJob {cronJob.Name} can make no Job", stop);

    /// <summary>
    /// What the Events of an object say of what it cannot make: a quota, an admission that refuses; empty when none does. The name that it would have had is
    /// another one each time.
    /// </summary>
    private async Task<string> WhyNone(LiveObject maker, string words, CancellationToken stop)
    {
        var selector = Uri.EscapeDataString($"involvedObject.uid={maker.Uid},reason=FailedCreate");
        if (await server.Get($"api/v1/namespaces/{maker.Namespace}/events?limit=50&fieldSelector={selector}", stop) is not ApiAnswer.Done done)
        {
            return string.Empty;
        }

        using (done)
        {
            var last = (done.Body.RootElement.At("items") is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default)
                .Where(e => e.TextAt("reason") is "FailedCreate" && string.Equals(e.TextAt("involvedObject", "uid"), maker.Uid, StringComparison.Ordinal))
                .OrderBy(e => e.TextAt("lastTimestamp"), StringComparer.Ordinal)
                .LastOrDefault();
            var message = last.TextAt("message");
            var (begin, end) = (message.IndexOf(" \"", StringComparison.Ordinal), message.IndexOf("\" is ", StringComparison.Ordinal));
            return message.Length == 0 ? message
                : $"{words}: {(begin >= 0 && end > begin ? message[..begin] + message[(end + 1)..] : message)}";
        }
    }

    /// <summary>Makes a Job.</summary>
    public Task<ApiAnswer> Make(string ns, ReadOnlyMemory<byte> body, CancellationToken stop) => server.Create(JobsPath(ns), body, stop);

    private Task<ApiAnswer> Annotate(string path, LiveObject one, IReadOnlyDictionary<string, string> annotations, CancellationToken stop) => server.Merge(
        path,
        Body.Of(json =>
        {
            json.WriteStartObject("metadata"u8);
            json.WriteString("uid"u8, one.Uid);
            json.WriteStartObject("annotations"u8);
            foreach (var (name, value) in annotations)
            {
                if (value.Length > 0)
                {
                    json.WriteString(name, value);
                }
                else
                {
                    json.WriteNull(name);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }),
        stop);

    private async Task<(List<LiveObject>? Found, string Complaint)> List(ManifestKind kind, string ns, CancellationToken stop)
    {
        var path = Path(kind, ns);
        var (found, instead) = await ObjectList.Of(server, path, Ours, stop);
        return found is null ? (null, $"{path}: {instead!.Complaint}") : ([.. found.Select(one => new LiveObject(one))], string.Empty);
    }

    private static string Path(ManifestKind kind, string ns) => new WatchedResource(kind).Path(ns);
}
