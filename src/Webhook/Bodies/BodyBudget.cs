using HomelabStorage.Webhook.Serving;

namespace HomelabStorage.Webhook.Bodies;

/// <summary>
/// How much memory bodies may take. Whoever reaches the port may send, and a flood must end in refusals and not in the kernel ending the server. What
/// has arrived is counted, not what was announced. Small bodies have a share of their own, so that they never wait for large ones. Where a share is
/// full, the unfinished body that has waited longest gives its place to the next: an honest one is here within milliseconds.
/// </summary>
internal sealed class BodyBudget(ServerLimits limits, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly BodyShare _small = new(limits.SmallBodies, TimeSpan.Zero);
    private readonly BodyShare _large = new(limits.LargeBodies, limits.SlowBody);

    /// <summary>One large body is judged at a time: it lies in memory twice then, and its parsed form is larger than itself.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    public int LargestBody => limits.LargestBody;

    public TimeSpan Patience => limits.Patience;

    /// <summary>How many bytes are held now.</summary>
    public long Held
    {
        get
        {
            lock (_lock)
            {
                return _small.Held + _large.Held;
            }
        }
    }

    /// <summary>A body has to wait for bytes: from now on it has a deadline, and may have to give way. Either cancels what is returned.</summary>
    public CancellationToken Wait(ArrivingBody body)
    {
        var place = body.Place;
        lock (_lock)
        {
            if (place.Cut is null && place.Patience is null)
            {
                place.Since = time.GetTimestamp();
                place.Patience = new CancellationTokenSource(limits.Patience, time);
                Hold(body, Math.Max(place.Held, BodyBytes.Least));
            }

            return place.Patience?.Token ?? new CancellationToken(canceled: true);
        }
    }

    /// <summary>A body takes so many bytes in all. Returns why not, if it may not.</summary>
    public BodyReading? Hold(ArrivingBody body, int bytes)
    {
        var place = body.Place;
        lock (_lock)
        {
            var share = bytes > BodyBytes.Small ? _large : _small;
            var more = share == place.Share ? bytes - place.Held : bytes;
            if (place.Cut is null && (body.Connection.Held + bytes - place.Held > limits.BodiesOfOne || !MakeRoom(share, more, body)))
            {
                Cut(body, BodyReading.Busy.Instance);
            }

            if (place.Cut is null)
            {
                Move(body, share, bytes);
            }

            return place.Cut;
        }
    }

    /// <summary>A body is here and can no longer be ended. Returns why not, if it was already.</summary>
    public BodyReading? Complete(ArrivingBody body)
    {
        lock (_lock)
        {
            Settle(body.Place);
            return body.Place.Cut;
        }
    }

    /// <summary>Why a body was ended.</summary>
    public BodyReading Reason(ArrivingBody body)
    {
        lock (_lock)
        {
            return body.Place.Cut ?? BodyReading.Late.Instance;
        }
    }

    public void GiveBack(ArrivingBody body)
    {
        lock (_lock)
        {
            Settle(body.Place);
            Move(body, body.Place.Share, 0);
        }
    }

    /// <summary>Waits until a large body may be judged; false when its sender has given up meanwhile.</summary>
    public async ValueTask<bool> Turn(CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(limits.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await _turn.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The next large body may be judged.</summary>
    public void NextTurn() => _turn.Release();

    public void Dispose() => _turn.Dispose();

    private bool MakeRoom(BodyShare share, int more, ArrivingBody asking)
    {
        while (share.Held + more > share.Most)
        {
            var first = share.Unfinished.First;
            if ((first?.Value == asking ? first.Next : first)?.Value is not { } oldest || time.GetElapsedTime(oldest.Place.Since) < share.Slow)
            {
                return false;
            }

            Cut(oldest, BodyReading.Busy.Instance);
        }

        return true;
    }

    private static void Cut(ArrivingBody body, BodyReading why)
    {
        body.Place.Cut = why;

        // Not here and now: what it runs would come back to the budget while it is locked. It is not disposed of either, which would take away what
        // it is to run.
        _ = body.Place.Patience?.CancelAsync();
        body.Place.Patience = null;
        Settle(body.Place);
        Move(body, body.Place.Share, 0);
    }

    /// <summary>Takes a body out of those that wait.</summary>
    private static void Settle(BodyPlace place)
    {
        place.Patience?.Dispose();
        place.Patience = null;
        if (place.Waiting is { List: not null } node)
        {
            place.Share!.Unfinished.Remove(node);
        }

        place.Waiting = null;
    }

    private static void Move(ArrivingBody body, BodyShare? share, int bytes)
    {
        var place = body.Place;
        if (share != place.Share && place.Waiting is { List: not null } node)
        {
            place.Share!.Unfinished.Remove(node);
            place.Waiting = null;
        }

        place.Share?.Held -= place.Held;
        share?.Held += bytes;
        body.Connection.Held += bytes - place.Held;
        (place.Share, place.Held) = (share, bytes);
        if (place.Patience is not null && share is not null)
        {
            place.Waiting ??= share.Unfinished.AddLast(body);
        }
    }
}
