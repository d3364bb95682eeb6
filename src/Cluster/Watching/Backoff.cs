namespace HomelabStorage.Cluster.Watching;

/// <summary>Waits that double from failure to failure, each shorter or longer by chance so that not everybody comes back at once.</summary>
internal sealed class Backoff(Pace pace, TimeProvider time)
{
    private int _failures;

    /// <summary>A success: the next failure is a first one again.</summary>
    public void Reset() => _failures = 0;

    public Task Wait(CancellationToken stop)
    {
        var wait = Math.Min(pace.LongestWait.TotalMilliseconds, pace.FirstWait.TotalMilliseconds * Math.Pow(2, Math.Min(_failures++, 16)));
#pragma warning disable CA5394 // Chance, not a secret.
        var jittered = wait * (0.5 + Random.Shared.NextDouble());
#pragma warning restore CA5394
        return Task.Delay(TimeSpan.FromMilliseconds(jittered), time, stop);
    }
}
