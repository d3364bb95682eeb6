using System.Globalization;
using System.Text;
using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>How much a claim holds, seen by a Job that changes nothing while its app runs: what does not fit is known before anything is stopped.</summary>
internal sealed class LookedVolume(ApiServer server, ClaimMove move, RestorePace pace, TimeProvider time, Action<string> say)
{
    private const decimal Gibi = 1024 * 1024 * 1024;

    private readonly BackupStore _store = new(server);

    /// <summary>What is in the way; null where nothing is.</summary>
    /// <param name="name">The name of the Job that would copy.</param>
    /// <param name="id">The id of the move.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<RestoreEnd?> Refused(string name, string id, CancellationToken stop)
    {
        var (pods, complaint) = await new RestoreJobs(server, move.Namespace, pace, time).Mounting(move.Name, id, stop);
        if (complaint.Length > 0)
        {
            return new RestoreEnd.Lost(complaint);
        }

        if (pods.Count > 0 && move.OldModes.HasFlag(AccessModes.ReadWriteOncePod))
        {
            say($"note: claim {move.Spoken} may be mounted by a single pod (ReadWriteOncePod), so that how much it holds is seen only once its app is stopped");
            return null;
        }

        say($"looking how much claim {move.Spoken} holds, by a Job that changes nothing");
        var node = pods.Select(p => p.Root.TextAt("spec", "nodeName")).FirstOrDefault(n => n.Length > 0) ?? string.Empty;
        var job = MovedJson.Look(move, name, id, node);
        var answer = await _store.Make(move.Namespace, Encoding.UTF8.GetBytes(job.ToJsonString()), stop);
        (answer as IDisposable)?.Dispose();
        if (answer is not ApiAnswer.Done)
        {
            return answer.IsDecided ? new RestoreEnd.Refused($"Job {name}-look was refused: {answer.Complaint}") : new RestoreEnd.Lost(answer.Complaint);
        }

        var (end, seen) = await new JobFollower(_store, pace.Look, time).Follow(move.Namespace, $"{name}-look", text => say($"  {text}"), stop);
        return end switch
        {
            FollowedRun.Lost lost => new RestoreEnd.Lost(lost.Reason),
            FollowedRun.Failed failed => new RestoreEnd.Refused($"claim {move.Spoken} cannot be copied: {failed.Reason}"),
            _ => TooLittle(seen?.Bytes ?? 0),
        };
    }

    private RestoreEnd.Refused? TooLittle(decimal bytes)
    {
        if (move.Room is not { } room || bytes <= room)
        {
            return null;
        }

        var size = Math.Ceiling(bytes / (room / move.Size) / Gibi * 1.1m).ToString(CultureInfo.InvariantCulture);
        return new RestoreEnd.Refused($"claim {move.Spoken} holds {Spelled(bytes)}, and a volume of {Quantity.Format(move.Size)} of class {move.Class} has "
            + $"room for about {Spelled(room)}: run this again with --size {size}Gi, or make room on the claim");
    }

    private static string Spelled(decimal bytes) => bytes >= Gibi
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gibi:0.00} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024:0.0} MiB");
}
