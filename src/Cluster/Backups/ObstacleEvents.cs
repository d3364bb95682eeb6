using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Backups;

/// <summary>
/// Says what is in the way of backups as Events: on the claim, and on whatever applies it by Flux. Kubernetes forgets Events after a while, so that what
/// still is so is said again from time to time; what is no longer so is said to be over.
/// </summary>
internal sealed class ObstacleEvents(ApiServer server, EventWriter writer, TimeProvider time)
{
    private readonly Dictionary<(string Uid, string Message), (Claim Claim, Obstacle Obstacle, DateTimeOffset At)> _said = [];
    private readonly HashSet<(string Uid, string Message)> _told = [];

    private bool _isRecalled;

    /// <summary>Takes up what whoever led before has said of these claims, once, so that what is over by now is said to be over.</summary>
    public async Task Recall(IEnumerable<Claim> claims, CancellationToken stop)
    {
        if (_isRecalled)
        {
            return;
        }

        var (told, instead) = await ToldObstacles.All(server, ns: string.Empty, stop);
        _isRecalled = instead is null;
        var known = claims.ToLookup(claim => claim.Metadata.Uid, StringComparer.Ordinal);
        foreach (var (uid, said) in told)
        {
            var obstacle = new Obstacle(said.Reason, said.Message, said.Remedy);
            if (known[uid].FirstOrDefault() is { } claim)
            {
                _said.TryAdd(Key(claim, obstacle), (claim, obstacle, said.At));
            }
        }
    }

    /// <summary>Whoever leads next may say other things: what was said is asked for again before this one leads again.</summary>
    public void Resigned()
    {
        _said.Clear();
        _isRecalled = false;
    }

    /// <summary>Says what is new, what still is so, and what is over; false when something has to be said again.</summary>
    public async Task<bool> Tell(IReadOnlyList<(Claim Claim, Obstacle Obstacle)> obstacles, CancellationToken stop)
    {
        var (isSaid, now) = (true, time.GetUtcNow());
        foreach (var (claim, obstacle) in obstacles)
        {
            var what = Key(claim, obstacle);
            if (!_said.TryGetValue(what, out var before) || now - before.At >= ClaimEvent.Repeated)
            {
                var isNews = await writer.Obstructs(Target(claim), obstacle, obstacle.Spoken, stop)
                    && await TellOwner(claim, owner => writer.Obstructs(owner, obstacle, OfOwner(claim, obstacle), stop), stop);
                isSaid &= isNews;
                if (isNews)
                {
                    _said[what] = (claim, obstacle, now);
                }
            }
        }

        var still = obstacles.Select(o => Key(o.Claim, o.Obstacle)).ToHashSet();
        foreach (var over in _said.Where(s => !still.Contains(s.Key)).ToArray())
        {
            var (claim, obstacle, _) = over.Value;
            isSaid &= await writer.NoLongerObstructs(Target(claim), obstacle, obstacle.Spoken, stop)
                && await TellOwner(claim, owner => writer.NoLongerObstructs(owner, obstacle, OfOwner(claim, obstacle), stop), stop)
                && _said.Remove(over.Key);
        }

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

    private static EventTarget Target(Claim claim) => new(claim.Reference, claim.Metadata.Uid);

    /// <summary>An Event has as much of a long message as fits, and of one that was read back no more is known.</summary>
    private static (string Uid, string Message) Key(Claim claim, Obstacle obstacle) => (claim.Metadata.Uid, EventWriter.Short(obstacle.Spoken));

    private static string OfOwner(Claim claim, Obstacle obstacle) => $"{claim.Reference}: {obstacle.Spoken}";

    private async Task<bool> TellOwner(Claim claim, Func<EventTarget, Task<bool>> tell, CancellationToken stop) =>
        FluxOwner.Of(claim) is not { } owner || await owner.Find(server, stop) switch
        {
            FluxOwner.Search.Found found => await tell(found.Target),
            FluxOwner.Search.Missing => true,
            _ => false,
        };
}
