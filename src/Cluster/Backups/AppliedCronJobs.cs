using System.Collections.Concurrent;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>What became of the CronJobs that were applied.</summary>
internal sealed class AppliedCronJobs
{
    /// <summary>What stayed otherwise although it was applied, by its place, with what was applied: writing it again would change nothing.</summary>
    private readonly ConcurrentDictionary<string, string> _stubborn = new(StringComparer.Ordinal);

    /// <summary>Whether there is nothing to be written: a CronJob of ours is what it should be, or would not become that.</summary>
    public bool IsAsWanted(BackupJob job, LiveObject found)
    {
        if (!found.IsOurs || found.IsBeingDeleted || !found.IsOwnedBy(job.ClaimUid))
        {
            return false;
        }

        using var wanted = JsonDocument.Parse(CronJobJson.Of(job));
        return AppliedJson.Has(found.Root, wanted.RootElement)
            || (_stubborn.TryGetValue(job.Spoken, out var applied) && string.Equals(applied, Digest(wanted.RootElement), StringComparison.Ordinal));
    }

    /// <summary>Whether it is not what was applied just now.</summary>
    public bool HasStayedOtherwise(BackupJob job, JsonElement wanted, JsonElement now)
    {
        if (AppliedJson.Has(now, wanted))
        {
            return false;
        }

        _stubborn[job.Spoken] = Digest(wanted);
        return true;
    }

    private static string Digest(JsonElement wanted) => wanted.TextAt("metadata", "annotations", Annotation.Applied);
}
