using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Backups;

/// <summary>
/// Sees the backups of a cluster through, as the leader: makes CronJobs of the intent on claims, watches what becomes of their runs, and says it on the
/// CronJobs, in Events and in metrics.
/// </summary>
public sealed partial class BackupController
{
    private readonly Func<AuditSource> _source;
    private readonly Plans _plans;
    private readonly BackupStore _store;
    private readonly CronJobKeeper _cronJobs;
    private readonly RunKeeper _runs;
    private readonly ObstacleEvents _events;
    private readonly BackupMeter _meter;
    private readonly BackupPace _pace;
    private readonly Leftovers _leftovers;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Makes a controller.</summary>
    /// <param name="source">What there is now.</param>
    /// <param name="image">The image of this program, which CronJobs run.</param>
    /// <param name="server">The API server.</param>
    /// <param name="events">Writes Events.</param>
    /// <param name="meter">Is told what there is to be measured.</param>
    /// <param name="pace">When it looks.</param>
    /// <param name="leftovers">Is told when plans have left garbage.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where its log goes.</param>
    public BackupController(
        Func<AuditSource> source,
        string image,
        ApiServer server,
        EventWriter events,
        BackupMeter meter,
        BackupPace pace,
        Leftovers leftovers,
        TimeProvider time,
        ILogger log)
    {
        (_source, _plans, _meter, _pace, _leftovers, _time, _log) = (source, new Plans(image, time), meter, pace, leftovers, time, log);
        _store = new BackupStore(server);
        _cronJobs = new CronJobKeeper(_store, pace, log);
        _runs = new RunKeeper(_store, pace, time, log);
        _events = new ObstacleEvents(server, events, time);
    }

    /// <summary>Goes on for as long as it leads.</summary>
    public Task Run(CancellationToken stop) => LongWork.Run(() => Keep(stop), stop);

    private async Task Keep(CancellationToken stop)
    {
        try
        {
            var changes = new Changes(_pace.Quiet, _pace.Longest, _time);
            var last = _time.GetTimestamp();
            while (true)
            {
                var current = _source();
                var arePending = changes.ArePending(current);
                if (current.IsComplete && (arePending || _time.GetElapsedTime(last) >= _pace.Every))
                {
                    await Look(current, stop);
                    changes.Done(current);
                    if (arePending)
                    {
                        _leftovers.Add();
                    }

                    last = _time.GetTimestamp();
                }

                await Task.Delay(_pace.Look, _time, stop);
            }
        }
        finally
        {
            _meter.Resigned();
            _events.Resigned();
        }
    }

    /// <summary>One look at everything; false when something has to be tried again.</summary>
    internal async Task<bool> Look(AuditSource now, CancellationToken stop)
    {
        var plans = _plans.Of(now);
        var (live, complaint) = await _store.CronJobs(stop);
        var (jobs, noJobs) = await _store.Jobs(stop);
        var (pods, noPods) = await _store.Pods(stop);
        var (restoring, noRestoring) = await _store.Restoring(stop);
        if (live is null || jobs is null || pods is null || restoring is null)
        {
            LogUnlisted(_log, live is null ? complaint : jobs is null ? noJobs : pods is null ? noPods : noRestoring);
            return false;
        }

        var kept = await _cronJobs.Keep(plans, live, new Probes(live, jobs, pods, _pace, _time.GetUtcNow()), now.Inventory, stop);
        var (after, isKept) = await _runs.Keep(live, jobs, pods, stop);
        RestoreWait[] waits = [.. RestoreWait.Of(restoring, now.Inventory)];
        (Claim Claim, Obstacle Obstacle)[] obstacles =
        [
            .. plans.OfType<ClaimPlan.Obstructed>().Select(p => (p.Claim, p.Obstacle)),
            .. kept.Obstacles.Select(o => (o.Key, o.Value)),
            .. after.Select(c => NotStarting(c, plans)).OfType<(Claim, Obstacle)>(),
            .. waits.Select(w => (w.Claim, w.Obstacle)),
        ];
        _meter.Show(after, plans, obstacles, _time.GetUtcNow());
        await _events.Recall(now.Inventory.Claims.All, stop);
        var areTold = await _events.Tell(obstacles, stop);
        return await _events.Tell(waits, stop) && areTold && isKept && kept.IsDone;
    }

    private static (Claim Claim, Obstacle Obstacle)? NotStarting(LiveObject cronJob, IReadOnlyList<ClaimPlan> plans)
    {
        var words = cronJob.Annotation(Policies.Vocabulary.Annotation.BackupObstacle);
        return words.Length > 0 && cronJob.IsOurs && plans.FirstOrDefault(p => cronJob.IsOwnedBy(p.Claim.Metadata.Uid)) is { } plan
                ? (plan.Claim, new Obstacle("NotStarting", words, $"kubectl -n {cronJob.Namespace} describe cronjob {cronJob.Name} shows its Jobs"))
                : null;
    }

    [LoggerMessage(EventId = 130, Level = LogLevel.Warning, Message = "cannot check backups: {Reason}")]
    private static partial void LogUnlisted(ILogger log, string reason);
}
