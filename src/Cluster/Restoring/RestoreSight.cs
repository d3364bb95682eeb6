using System.Text.Json;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Looks at a claim and at whoever mounts it, and plans its restore. Nothing is changed.</summary>
internal sealed class RestoreSight(ApiServer server, StoragePolicy policy, TimeProvider time)
{
    private readonly BackupStore _store = new(server);

    /// <summary>What there is to be done, or why it cannot be.</summary>
    public async Task<Sighting> Find(RestoreWish wish, JsonElement claim, string id, CancellationToken stop)
    {
        var (cronJobs, complaint) = await _store.CronJobs(stop, wish.Namespace);
        if (cronJobs is null)
        {
            return new Sighting.Lost(complaint);
        }

        var (source, none) = BackupStore.OfClaim(cronJobs, wish.Namespace, wish.Claim, JobRole.Backup);
        var own = BackupStore.OfClaim(cronJobs, wish.Namespace, wish.To, JobRole.Backup).Found;
        if (source is null)
        {
            return new Sighting.Refused(none);
        }

        if (RestoreJobJson.IsDump(source))
        {
            return new Sighting.Refused($"the backups of claim {wish.Namespace}/{wish.Claim} are dumps of a database server, which that server has to read: "
                + "docs/backup-format.md says how");
        }

        if (claim.TextAt("spec", "volumeMode") is "Block" || IsTargetOf(source, wish.To))
        {
            return new Sighting.Refused(IsTargetOf(source, wish.To)
                ? $"claim {wish.Namespace}/{wish.To} is where the backups are; name another with --to"
                : $"claim {wish.Namespace}/{wish.To} is a raw block device, into which no files can be restored");
        }

        var (consumers, unread) = await Consumers.Of(server, wish.Namespace, wish.To, policy, time.GetUtcNow(), stop);
        return consumers is null ? new Sighting.Lost(unread) : await Plan(wish, claim, id, source, own, consumers, stop);
    }

    private async Task<Sighting> Plan(
        RestoreWish wish,
        JsonElement claim,
        string id,
        LiveObject source,
        LiveObject? own,
        Consumers consumers,
        CancellationToken stop)
    {
        if (consumers.Unstoppable.FirstOrDefault() is { } stubborn)
        {
            return new Sighting.Refused($"{stubborn.Reference} mounts claim {wish.To} and cannot be stopped by scaling it: take it away while this runs");
        }

        var starters = new Starters(server);
        foreach (var running in consumers.Running)
        {
            await starters.Find(running, stop);
        }

        if (starters.Obstacle.Length > 0)
        {
            return new Sighting.Refused(starters.Obstacle);
        }

        if (starters.ByHand.Count > 0 && !wish.Suspends)
        {
            return new Sighting.Refused($"what is scaled down here would be started again by {string.Join(" and ", starters.Pauses
                .Where(p => p.Way is PauseWay.Suspend or PauseWay.Sync)
                .Select(p => p.Name))}. Give --suspend, and it is suspended meanwhile, or do it yourself:\n  {string.Join("\n  ", starters.ByHand)}");
        }

        var timed = consumers.Timed
            .Select(w => new Pause(PauseWay.Suspend, Consumers.Path(w), w.Metadata.Uid, w.Reference.ToString()))
            .Concat(own is null ? [] : [new Pause(
                PauseWay.Suspend,
                $"apis/batch/v1/namespaces/{own.Namespace}/cronjobs/{own.Name}",
                own.Uid,
                $"CronJob {own.Namespace}/{own.Name}")]);
        return new Sighting.Clear(
            new RestorePlan
            {
                Id = id,
                Begun = time.GetUtcNow(),
                Claim = wish.Claim,
                To = wish.To,
                ToUid = claim.TextAt("metadata", "uid"),
                CronJob = source.Name,
                Copier = wish.Undo.Length == 0 && own is not null && !RestoreJobJson.IsDump(own) && claim.TextAt("status", "phase") is "Bound"
                    ? own.Name
                    : string.Empty,
                Archive = wish.Archive,
                At = wish.At,
                Undo = wish.Undo,
                Asked = wish.Asked,
                Pauses =
                [
                    .. timed.DistinctBy(p => p.Path, StringComparer.Ordinal),
                    .. starters.Pauses.OrderBy(p => p.Way),
                    .. consumers.Running.Select(Scale),
                ],
            },
            claim.TextAt("status", "phase") is "Bound" ? starters.Notes
                : [.. starters.Notes, $"claim {wish.To} has no volume yet; the Job that looks into it makes it get one"]);
    }

    private static Pause Scale(Workload workload) =>
        new(PauseWay.Replicas, Consumers.Path(workload), workload.Metadata.Uid, workload.Reference.ToString());

    private static bool IsTargetOf(LiveObject cronJob, string claim) =>
        cronJob.Root.At("spec", "jobTemplate", "spec", "template", "spec", "volumes") is { ValueKind: JsonValueKind.Array } volumes
        && volumes.EnumerateArray().Any(v => v.TextAt("name") is "target"
            && string.Equals(v.TextAt("persistentVolumeClaim", "claimName"), claim, StringComparison.Ordinal));
}
