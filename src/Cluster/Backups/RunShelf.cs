using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Cluster.Backups;

/// <summary>Jobs and their pods by the CronJob that their labels name, so that the runs of each of many CronJobs are found without looking at all.</summary>
internal sealed class RunShelf(IEnumerable<LiveObject> jobs, IEnumerable<LiveObject> pods)
{
    private readonly ILookup<(string Namespace, string CronJob), LiveObject> _jobs = jobs.ToLookup(Key);
    private readonly ILookup<(string Namespace, string CronJob), LiveObject> _pods = pods.ToLookup(Key);

    /// <summary>The runs of a CronJob.</summary>
    public Runs Of(LiveObject cronJob) => new(cronJob, _jobs[(cronJob.Namespace, cronJob.Name)], _pods[(cronJob.Namespace, cronJob.Name)]);

    private static (string Namespace, string CronJob) Key(LiveObject one) => (one.Namespace, one.Label(JobLabels.CronJob));
}
