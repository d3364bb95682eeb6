using System.Collections.Concurrent;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Backups;

/// <summary>What came of keeping CronJobs: how many were written, and what is in the way of which claim.</summary>
internal sealed class KeepingResult
{
    private readonly ConcurrentDictionary<Claim, Obstacle> _obstacles = new(ReferenceEqualityComparer.Instance);
    private int _written;
    private int _removed;
    private int _probed;
    private int _failed;

    public int Written => _written;

    public int Removed => _removed;

    public int Tried => _probed;

    /// <summary>Whether everything was done; otherwise it has to be tried again.</summary>
    public bool IsDone => _failed == 0;

    public IReadOnlyDictionary<Claim, Obstacle> Obstacles => _obstacles;

    public void Wrote() => Interlocked.Increment(ref _written);

    public void Deleted() => Interlocked.Increment(ref _removed);

    public void Probed() => Interlocked.Increment(ref _probed);

    public void Fail() => Interlocked.Increment(ref _failed);

    public void Stopped(Claim claim, Obstacle obstacle) => _obstacles.TryAdd(claim, obstacle);
}
