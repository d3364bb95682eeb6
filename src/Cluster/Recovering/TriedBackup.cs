using HomelabStorage.Cluster.Backups;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>Tries the newest good backup of a claim whose volume is lost, on a node that is there, before the claim is deleted.</summary>
internal sealed class TriedBackup(ApiServer server, string ns, RestorePace pace, TimeProvider time, Action<string> say)
{
    /// <summary>The backup; else why there is none that is good, and whether that is because nobody could be asked.</summary>
    public async Task<(string Archive, string Reason, bool IsLost)> Of(RestorePlan plan, CancellationToken stop)
    {
        var jobs = new RestoreJobs(server, ns, pace, time);
        var (end, seen) = await jobs.Run(plan, RestoreStage.Look, text => say($"  {text}"), stop);
        if (end is not FollowedRun.Good || seen is null)
        {
            return Failed(end);
        }

        var (tried, _) = await jobs.Run(plan with { Archive = seen.Archive }, RestoreStage.Prove, text => say($"  {text}"), stop);
        if (tried is not FollowedRun.Good good)
        {
            return Failed(tried);
        }

        say($"  {good.Message}");
        return (seen.Archive, string.Empty, false);
    }

    private static (string Archive, string Reason, bool IsLost) Failed(FollowedRun end) => end switch
    {
        FollowedRun.Lost lost => (string.Empty, lost.Reason, true),
        FollowedRun.Failed failed => (string.Empty, failed.Reason, false),
        _ => (string.Empty, "the Job that looked said nothing", false),
    };
}
