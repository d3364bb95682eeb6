namespace HomelabStorage.Cluster.Watching;

/// <summary>
/// Goes off once, at the earliest time it was set to, and is silent until it is set again. Whoever sets it sees to it that only one does at a time.
/// </summary>
internal sealed class Alarm : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _due;

    /// <summary>An alarm that is not set.</summary>
    public Alarm(Action ring, TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets it, unless it goes off earlier anyway. Timers know whole milliseconds; it had better be a little late than have to be set again.</summary>
    public void Set(TimeSpan wait)
    {
        var due = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        if (_due is not { } set || due < set)
        {
            _due = due;
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Says that it was heard.</summary>
    public void Heard() => _due = null;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
