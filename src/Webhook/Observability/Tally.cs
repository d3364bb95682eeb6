namespace HomelabStorage.Webhook.Observability;

/// <summary>
/// Counts what may come in floods. The first is said at once; what follows within a pause is said together when the pause ends, whether more comes or not.
/// </summary>
internal sealed class Tally : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _pause;

    /// <summary>Runs once for each pause in which something is left to say, and never while nothing happens.</summary>
    private readonly ITimer _end;
    private Action<long>? _say;
    private long _unsaid;
    private long? _said;
    private long? _last;

    public Tally(TimeProvider time, TimeSpan pause)
    {
        (_time, _pause) = (time, pause);
        _end = time.CreateTimer(static tally => ((Tally)tally!).SayRest(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts one more.</summary>
    /// <param name="say">Says how many there were since it was last said; of several that wait, the last speaks for all.</param>
    public void Count(Action<long> say)
    {
        long all;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _last = now;
            if (_said is { } said && _time.GetElapsedTime(said, now) is var past && past < _pause)
            {
                _say = say;
                if (_unsaid++ == 0)
                {
                    _end.Change(_pause - past, Timeout.InfiniteTimeSpan);
                }

                return;
            }

            _said = now;
            (all, _unsaid) = (_unsaid + 1, 0);
        }

        say(all);
    }

    /// <summary>Whether something happened lately.</summary>
    public bool IsSince(TimeSpan ago)
    {
        lock (_lock)
        {
            return _last is { } last && _time.GetElapsedTime(last) < ago;
        }
    }

    /// <summary>Says what is still to be said.</summary>
    public void Dispose()
    {
        _end.Dispose();
        SayRest();
    }

    private void SayRest()
    {
        long rest;
        Action<long>? say;
        lock (_lock)
        {
            (say, rest) = (_say, _unsaid);
            if (rest > 0)
            {
                _said = _time.GetTimestamp();
                (_say, _unsaid) = (null, 0);
            }
        }

        if (rest > 0)
        {
            say?.Invoke(rest);
        }
    }
}
