using HomelabStorage.Cluster.Connection;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Leases;

/// <summary>
/// One of several servers leads, by a Lease, and writes what only one may write. Whether another's lease has run out is told by our own clock since we
/// last saw it renewed, as client-go does it: clocks of nodes differ.
/// </summary>
public sealed partial class Leadership(ApiServer server, string ns, string name, string identity, LeasePace pace, TimeProvider time, ILogger log)
{
    private readonly string _path = $"apis/coordination.k8s.io/v1/namespaces/{ns}/leases";
    private (string Holder, DateTimeOffset Renewed) _seen;
    private long _seenAt;
    private bool _hasLed;

    /// <summary>Whether this server leads now.</summary>
    public bool IsLeader { get; private set; }

    /// <summary>Waits to lead, does the work as long as it leads, and waits again.</summary>
    public async Task Run(Func<Reign, CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await Take(stop) is { } reign)
            {
                await Lead(reign, work, stop);
            }
            else
            {
                await Task.Delay(pace.Every, time, stop);
            }
        }
    }

    private async Task Lead(Reign reign, Func<Reign, CancellationToken, Task> work, CancellationToken stop)
    {
        IsLeader = true;
        _hasLed = true;
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
                switch (await Renew(renewed, stop))
                {
                    case true:
                        renewed = asked;
                        break;
                    case false:
                        return;
                    // Nobody could be asked. Stop before another may take over.
                    case null when Left(renewed) <= TimeSpan.Zero:
                        return;
                }
            }
        }
        finally
        {
            IsLeader = false;
            await end.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Release();
            LogResigned(log, identity);
        }

        await working;
    }

    /// <summary>Takes the lease if it is free.</summary>
    private async Task<Reign?> Take(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var mine = new LeaseState { Holder = identity, Acquired = now, Renewed = now, Lasts = pace.Lasts };
        switch (await server.Get($"{_path}/{name}", stop))
        {
            case ApiAnswer.Refused { IsMissing: true }:
                return Is(await server.Create(_path, mine.ToBody(ns, name), stop)) ? new Reign(null) : null;
            case ApiAnswer.Done done:
                LeaseState lease;
                using (done)
                {
                    lease = LeaseState.Read(done.Body.RootElement);
                }

                if (lease.Holder.Length > 0 && !IsMine(lease) && !HasRunOut(lease))
                {
                    return null;
                }

                return Is(await server.Replace(
                    $"{_path}/{name}",
                    (lease with { Holder = identity, Acquired = now, Renewed = now, Lasts = pace.Lasts, Transitions = lease.Transitions + 1 }).ToBody(ns, name),
                    stop))
                    ? new Reign(AwayFrom(lease, now))
                    : null;
            case var failed:
                LogUnreachable(log, failed.Complaint);
                return null;
        }
    }

    /// <summary>
    /// Since when nobody may have been here. Whoever leaves gives the lease up; one that is still held, be it under our own name, was held by a server that
    /// died, however short it is ago. A lease that this very process held tells of an API server that was away, and nothing was made meanwhile.
    /// </summary>
    private DateTimeOffset? AwayFrom(LeaseState lease, DateTimeOffset now)
    {
        var isHandedOver = lease.Holder.Length == 0 ? now - lease.Renewed <= pace.Lasts * 2 : IsMine(lease) && _hasLed;
        return isHandedOver || lease.Renewed == DateTimeOffset.MinValue ? null : lease.Renewed;
    }

    /// <summary>How long it may still be tried to renew the lease; work that has to end needs some time, too.</summary>
    private TimeSpan Left(long renewed) => pace.Lasts - (pace.Every * 2) - time.GetElapsedTime(renewed);

    /// <summary>Whether the lease was renewed; null when that could not be found out in time. An API server that is busy has not given it to another.</summary>
    private async Task<bool?> Renew(long renewed, CancellationToken stop)
    {
        var left = Left(renewed);
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            return await Renew(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<bool?> Renew(CancellationToken stop)
    {
        switch (await server.Get($"{_path}/{name}", stop))
        {
            case ApiAnswer.Done done:
                using (done)
                {
                    var lease = LeaseState.Read(done.Body.RootElement);
                    return IsMine(lease)
                        && await server.Replace($"{_path}/{name}", (lease with { Renewed = time.GetUtcNow() }).ToBody(ns, name), stop) is var answer
                        ? Is(answer) ? true : null
                        : false;
                }

            case ApiAnswer.Refused { IsMissing: true }:
                return false;
            default:
                return null;
        }
    }

    /// <summary>Lets the next one take over at once. The time of the last renewal stays true.</summary>
    private async Task Release()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), time);
        try
        {
            if (await server.Get($"{_path}/{name}", patience.Token) is ApiAnswer.Done done)
            {
                using (done)
                {
                    var lease = LeaseState.Read(done.Body.RootElement);
                    if (IsMine(lease))
                    {
                        (await server.Replace(
                            $"{_path}/{name}",
                            (lease with { Holder = string.Empty, Renewed = time.GetUtcNow() }).ToBody(ns, name),
                            patience.Token) as IDisposable)?.Dispose();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It runs out by itself.
        }
    }

    private bool IsMine(LeaseState lease) => string.Equals(lease.Holder, identity, StringComparison.Ordinal);

    private bool HasRunOut(LeaseState lease)
    {
        if (_seen != (lease.Holder, lease.Renewed))
        {
            _seen = (lease.Holder, lease.Renewed);
            _seenAt = time.GetTimestamp();
        }

        return time.GetElapsedTime(_seenAt) > pace.Lasts;
    }

    private static bool Is(ApiAnswer answer)
    {
        (answer as IDisposable)?.Dispose();
        return answer is ApiAnswer.Done;
    }

    [LoggerMessage(EventId = 60, Level = LogLevel.Information, Message = "{Identity} leads")]
    private static partial void LogLeading(ILogger log, string identity);

    [LoggerMessage(EventId = 61, Level = LogLevel.Information, Message = "{Identity} leads no more")]
    private static partial void LogResigned(ILogger log, string identity);

    [LoggerMessage(EventId = 62, Level = LogLevel.Warning, Message = "the lease cannot be read: {Reason}")]
    private static partial void LogUnreachable(ILogger log, string reason);
}
