using System.Diagnostics.Metrics;

namespace HomelabStorage.Webhook.Observability;

/// <summary>
/// What was refused or closed because there was too much. The first is logged at once, the next ones together every ten seconds, so that a flood
/// does not fill the log; metrics count every one.
/// </summary>
internal sealed partial class Refusals
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>How long readiness speaks of it.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Counter<long> _closed;
    private readonly Tally _requests = new();
    private readonly Tally _connections = new();

    public Refusals(Meter meter, TimeProvider time, ILogger log)
    {
        (_time, _log) = (time, log);
        _closed = meter.CreateCounter<long>("homelab_storage.connections.closed", description: "Connections that were closed because there were too many.");
        _closed.Add(0);
    }

    /// <summary>What readiness adds; empty when nothing was refused lately.</summary>
    public string Recent => (_requests.IsSince(_time, Lately), _connections.IsSince(_time, Lately)) switch
    {
        (true, true) => "requests were refused and connections closed in the last minute, because there were too many",
        (true, false) => "requests were refused in the last minute, because there were too many or they came too slowly",
        (false, true) => "connections were closed in the last minute, because there were too many",
        _ => string.Empty,
    };

    /// <summary>A request was not answered because its body found no room or came too slowly.</summary>
    public void Request(string webhook, string reason)
    {
        if (_requests.Count(_time, Pause) is > 0 and var count)
        {
            LogRequest(_log, webhook, reason, count);
        }
    }

    /// <summary>A connection was closed to make room for another.</summary>
    public void Connection()
    {
        _closed.Add(1);
        if (_connections.Count(_time, Pause) is > 0 and var count)
        {
            LogConnection(_log, count);
        }
    }

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "refused a request to {Webhook}: {Reason} ({Count} since the last line about this)")]
    private static partial void LogRequest(ILogger log, string webhook, string reason, long count);

    [LoggerMessage(
        EventId = 5,
        Level = LogLevel.Warning,
        Message = "closed the connection of least worth, because too many are open ({Count} since the last line about this)")]
    private static partial void LogConnection(ILogger log, long count);

    /// <summary>How often something happened since it was last said.</summary>
    private sealed class Tally
    {
        private readonly Lock _lock = new();
        private long _unsaid;
        private long? _said;
        private long? _last;

        /// <summary>Counts one more. Returns how many are to be said now, or 0.</summary>
        public long Count(TimeProvider time, TimeSpan pause)
        {
            lock (_lock)
            {
                _unsaid++;
                var now = time.GetTimestamp();
                _last = now;
                if (_said is { } said && time.GetElapsedTime(said, now) < pause)
                {
                    return 0;
                }

                _said = now;
                (var all, _unsaid) = (_unsaid, 0);
                return all;
            }
        }

        public bool IsSince(TimeProvider time, TimeSpan ago)
        {
            lock (_lock)
            {
                return _last is { } last && time.GetElapsedTime(last) < ago;
            }
        }
    }
}
