using System.Diagnostics.Metrics;

namespace HomelabStorage.Webhook.Observability;

/// <summary>
/// What was refused or closed because there was too much. The first is logged at once, the next ones together when ten seconds are over, so that a
/// flood does not fill the log and nothing of it is lost; metrics count every one.
/// </summary>
internal sealed partial class Refusals : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>How long readiness speaks of it.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    private readonly ILogger _log;
    private readonly Counter<long> _closed;
    private readonly Tally _requests;
    private readonly Tally _connections;

    public Refusals(Meter meter, TimeProvider time, ILogger log)
    {
        _log = log;
        _requests = new Tally(time, Pause);
        _connections = new Tally(time, Pause);
        _closed = meter.CreateCounter<long>("homelab_storage.connections.closed", description: "Connections that were closed because there were too many.");
        _closed.Add(0);
    }

    /// <summary>What readiness adds; empty when nothing was refused lately.</summary>
    public string Recent => (_requests.IsSince(Lately), _connections.IsSince(Lately)) switch
    {
        (true, true) => "requests were refused and connections closed in the last minute, because there were too many",
        (true, false) => "requests were refused in the last minute, because there were too many or they came too slowly",
        (false, true) => "connections were closed in the last minute, because there were too many",
        _ => string.Empty,
    };

    /// <summary>A request was not answered because its body found no room or came too slowly.</summary>
    public void Request(string webhook, string reason) => _requests.Count(count => LogRequest(_log, webhook, reason, count));

    /// <summary>A connection was closed to make room for another.</summary>
    public void Connection()
    {
        _closed.Add(1);
        _connections.Count(count => LogConnection(_log, count));
    }

    public void Dispose()
    {
        _requests.Dispose();
        _connections.Dispose();
    }

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "refused a request to {Webhook}: {Reason} ({Count} since the last line about this)")]
    private static partial void LogRequest(ILogger log, string webhook, string reason, long count);

    [LoggerMessage(
        EventId = 5,
        Level = LogLevel.Warning,
        Message = "too many open connections: closed the one that was used least ({Count} since the last line about this)")]
    private static partial void LogConnection(ILogger log, long count);
}
