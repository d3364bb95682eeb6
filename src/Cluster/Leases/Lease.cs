using HomelabStorage.Cluster.Connection;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Leases;

/// <summary>
/// The Lease that several servers would hold, as one of them sees it. Whether another's has run out is told by our own clock since we last saw it renewed,
/// as client-go does it: clocks of nodes differ.
/// </summary>
internal sealed partial class Lease(ApiServer server, string ns, string name, string identity, LeasePace pace, TimeProvider time, ILogger log)
{
    private readonly string _path = $"apis/coordination.k8s.io/v1/namespaces/{ns}/leases";
    private (string Holder, DateTimeOffset Renewed) _seen;
    private long _seenAt;
    private bool _hasLed;

    /// <summary>Takes the lease if it is free.</summary>
    public async Task<Reign?> Take(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var mine = new LeaseState { Holder = identity, Acquired = now, Renewed = now, Lasts = pace.Lasts };
        switch (await server.Get($"{_path}/{name}", stop))
        {
            case ApiAnswer.Refused { IsMissing: true }:
                return Is(await server.Create(_path, mine.ToBody(ns, name), stop)) ? Begin(awayFrom: null) : null;
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
                    ? Begin(AwayFrom(lease, now))
                    : null;
            case var failed:
                LogUnreachable(log, failed.Complaint);
                return null;
        }
    }

    /// <summary>How long it may still be tried to renew the lease; work that has to end needs some time, too.</summary>
    public TimeSpan Left(long renewed) => pace.Lasts - (pace.Every * 2) - time.GetElapsedTime(renewed);

    /// <summary>Whether the lease was renewed; null when that could not be found out in time. An API server that is busy has not given it to another.</summary>
    public async Task<bool?> Renew(long renewed, CancellationToken stop)
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

    /// <summary>Lets the next one take over at once. The time of the last renewal stays true.</summary>
    public async Task Release()
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

    private Reign Begin(DateTimeOffset? awayFrom)
    {
        _hasLed = true;
        return new Reign(awayFrom);
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

    [LoggerMessage(EventId = 62, Level = LogLevel.Warning, Message = "the lease cannot be read: {Reason}")]
    private static partial void LogUnreachable(ILogger log, string reason);
}
