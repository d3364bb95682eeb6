using HomelabStorage.Cluster.Connection;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Leases;

/// <summary>One of several servers leads, by a Lease, and writes what only one may write.</summary>
public sealed partial class Leadership(ApiServer server, string ns, string name, string identity, LeasePace pace, TimeProvider time, ILogger log)
{
    private readonly Lease _lease = new(server, ns, name, identity, pace, time, log);

    /// <summary>Whether this server leads now.</summary>
    public bool IsLeader { get; private set; }

    /// <summary>Waits to lead, does the work as long as it leads, and waits again.</summary>
    public async Task Run(Func<Reign, CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await _lease.Take(stop) is { } reign)
            {
                await Lead(reign, work, stop);
            }
            else
            {
                await Task.Delay(pace.Every, time, stop);
            }
        }
    }

    /// <summary>
    /// Does the work alone, once; false when somebody else holds the lease and goes on renewing it. One who died leaves it to run out, which is waited for.
    /// </summary>
    public async Task<bool> RunOnce(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (await _lease.Take(stop) is { } reign)
            {
                await Lead(reign, (_, end) => work(end), stop);
                return true;
            }

            if (time.GetElapsedTime(began) > pace.Lasts + (pace.Every * 2))
            {
                return false;
            }

            await Task.Delay(pace.Every, time, stop);
        }
    }

    private async Task Lead(Reign reign, Func<Reign, CancellationToken, Task> work, CancellationToken stop)
    {
        IsLeader = true;
        LogLeading(log, identity);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var working = work(reign, end.Token);
        try
        {
            var renewed = time.GetTimestamp();
            while (!working.IsCompleted)
            {
                await Task.WhenAny(working, Task.Delay(pace.Every, time, end.Token));
                if (stop.IsCancellationRequested || working.IsCompleted)
                {
                    break;
                }

                var asked = time.GetTimestamp();
                switch (await _lease.Renew(renewed, stop))
                {
                    case true:
                        renewed = asked;
                        break;
                    case false:
                        return;
                    // Nobody could be asked. Stop before another may take over.
                    case null when _lease.Left(renewed) <= TimeSpan.Zero:
                        return;
                }
            }
        }
        finally
        {
            IsLeader = false;
            await end.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _lease.Release();
            LogResigned(log, identity);
        }

        await working;
    }

    [LoggerMessage(EventId = 60, Level = LogLevel.Information, Message = "{Identity} became leader")]
    private static partial void LogLeading(ILogger log, string identity);

    [LoggerMessage(EventId = 61, Level = LogLevel.Information, Message = "{Identity} is no longer leader")]
    private static partial void LogResigned(ILogger log, string identity);
}
