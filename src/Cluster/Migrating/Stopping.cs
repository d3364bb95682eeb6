using System.Text.Json;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>What has to rest while a claim is recreated, or why it cannot.</summary>
internal sealed class Stopping(ApiServer server, StoragePolicy policy, TimeProvider time, Action<string> say)
{
    private const string ForcedByFlux = "kustomize.toolkit.fluxcd.io/force";

    /// <summary>What rests, in the order in which it is stopped.</summary>
    public async Task<(IReadOnlyList<Pause>? Pauses, RestoreEnd? End)> Of(MigrationWish wish, IReadOnlyList<LiveObject> cronJobs, CancellationToken stop)
    {
        var (consumers, unread) = await Consumers.Of(server, wish.Namespace, wish.Claim, policy, time.GetUtcNow(), stop);
        if (consumers is null)
        {
            return (null, new RestoreEnd.Lost(unread));
        }

        var forced = await Forced([consumers.Claim!, .. consumers.All], stop);
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

    /// <summary>Flux that is told to force would delete the claim until Git says its new class, which it cannot change otherwise.</summary>
    private async Task<string> Forced(IReadOnlyList<Manifest> applied, CancellationToken stop)
    {
        if (applied.FirstOrDefault(m => m.Metadata.Annotations.GetValueOrDefault(ForcedByFlux) is "enabled" or "Enabled") is { } marked)
        {
            return $"{marked.Reference} has annotation {ForcedByFlux}, by which Flux would delete and recreate it, without its data, where Git says another "
                + "class: take that out first, and run this again";
        }

        foreach (var owner in applied.SelectMany(FluxOwner.All).Distinct())
        {
            if (await server.Get(owner.Path, stop) is not ApiAnswer.Done done)
            {
                continue;
            }

            using (done)
            {
                if (done.Body.RootElement.At("spec", "force").ValueKind == JsonValueKind.True)
                {
                    return $"{owner.Reference} has spec.force: true, by which it would delete and recreate the claim, without its data, where Git says another "
                        + "class: take that out first, and run this again";
                }
            }
        }

        return string.Empty;
    }
}
