using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Backups;

/// <summary>Says what is in the way of backups as Events: on the claim, and on whatever applies it by Flux. What has been said is not said again.</summary>
internal sealed class ObstacleEvents(ApiServer server, EventWriter writer)
{
    private readonly HashSet<(string Uid, string Message)> _said = [];
    private readonly HashSet<(string Uid, string Message)> _told = [];

    /// <summary>Says what is new; false when something has to be said again.</summary>
    public async Task<bool> Tell(IReadOnlyList<(Claim Claim, Obstacle Obstacle)> obstacles, CancellationToken stop)
    {
        var isSaid = true;
        foreach (var (claim, obstacle) in obstacles)
        {
            var what = (claim.Metadata.Uid, obstacle.Spoken);
            if (!_said.Contains(what))
            {
                var isNews = await writer.Write(
                    new EventTarget(claim.Reference, claim.Metadata.Uid),
                    $"BackupObstacle{obstacle.Reason}",
                    obstacle.Spoken,
                    stop) && await TellOwner(claim, obstacle, stop);
                isSaid &= isNews && _said.Add(what);
            }
        }

        _said.IntersectWith(obstacles.Select(o => (o.Claim.Metadata.Uid, o.Obstacle.Spoken)));
        return isSaid;
    }

    /// <summary>Says on pods why they wait, once for each reason; false when something has to be said again.</summary>
    public async Task<bool> Tell(IReadOnlyList<RestoreWait> waits, CancellationToken stop)
    {
        var isSaid = true;
        foreach (var wait in waits.Where(w => !_told.Contains((w.Pod.Uid, w.Obstacle.Spoken))))
        {
            isSaid &= await writer.Write(wait.Pod, wait.Obstacle.Reason, wait.Obstacle.Spoken, stop) && _told.Add((wait.Pod.Uid, wait.Obstacle.Spoken));
        }

        _told.IntersectWith(waits.Select(w => (w.Pod.Uid, w.Obstacle.Spoken)));
        return isSaid;
    }

    private async Task<bool> TellOwner(Claim claim, Obstacle obstacle, CancellationToken stop) =>
        FluxOwner.Of(claim) is not { } owner || await owner.Find(server, stop) switch
        {
            FluxOwner.Search.Found found =>
                await writer.Write(found.Target, $"BackupObstacle{obstacle.Reason}", $"{claim.Reference}: {obstacle.Spoken}", stop),
            FluxOwner.Search.Missing => true,
            _ => false,
        };
}
