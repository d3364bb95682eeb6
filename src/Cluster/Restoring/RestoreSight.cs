using System.Text.Json;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
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

        if (claim.TextAt("spec", "volumeMode") is "Block" || RestoreJobJson.IsTarget(source, wish.To))
        {
            return new Sighting.Refused(RestoreJobJson.IsTarget(source, wish.To)
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
        var resting = await new Resting(server).Of(consumers, wish.To, remade: null, wish.Suspends, stop);
        if (resting.Obstacle.Length > 0)
        {
            return new Sighting.Refused(resting.Obstacle);
        }

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
                Pauses = resting.Pauses(own),
            },
            source,
            claim.TextAt("status", "phase") is "Bound" ? resting.Notes
                : [.. resting.Notes, $"claim {wish.To} has no volume yet; the Job that looks into it makes it get one"]);
    }
}
