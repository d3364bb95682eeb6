using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>What has to rest while a claim is recreated, or why it cannot.</summary>
internal sealed class Stopping(ApiServer server, StoragePolicy policy, TimeProvider time, Action<string> say)
{
    /// <summary>What rests, in the order in which it is stopped.</summary>
    public async Task<(IReadOnlyList<Pause>? Pauses, RestoreEnd? End)> Of(MigrationWish wish, IReadOnlyList<LiveObject> cronJobs, CancellationToken stop)
    {
        var (consumers, unread) = await Consumers.Of(server, wish.Namespace, wish.Claim, policy, time.GetUtcNow(), stop);
        if (consumers is null)
        {
            return (null, new RestoreEnd.Lost(unread));
        }

        var forced = await new Forcing(server).Of([consumers.Claim!, .. consumers.All], stop);
        var resting = await new Resting(server).Of(consumers, wish.Claim, consumers.Claim, wish.Suspends, stop);
        if (forced.Length + resting.Obstacle.Length > 0)
        {
            return (null, new RestoreEnd.Refused(forced.Length > 0 ? forced : resting.Obstacle));
        }

        foreach (var note in resting.Notes)
        {
            say($"note: {note}");
        }

        var own = cronJobs.Where(c => string.Equals(c.Namespace, wish.Namespace, StringComparison.Ordinal));
        return (resting.Pauses(BackupStore.OfClaim(own, wish.Namespace, wish.Claim, JobRole.Backup).Found), null);
    }
}
