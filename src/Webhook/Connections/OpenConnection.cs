using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace HomelabStorage.Webhook.Connections;

/// <summary>An open connection, from its first packet: it may never get as far as a request.</summary>
internal sealed class OpenConnection(ConnectionContext connection, TimeProvider time)
{
    private long _since = time.GetTimestamp();
    private int _requests;
    private volatile bool _hasAsked;

    /// <summary>How many bytes its bodies hold; the budget of bodies counts them.</summary>
    public long Held { get; set; }

    /// <summary>When it last did something that counts: a request that began or ended, or else its opening.</summary>
    public long Since => Volatile.Read(ref _since);

    public Worth Worth => Volatile.Read(ref _requests) > 0 ? Worth.Busy : _hasAsked ? Worth.HasAsked : Worth.NeverAsked;

    /// <summary>The connection that a request came by.</summary>
    public static OpenConnection Of(HttpContext http) => http.Features.GetRequiredFeature<OpenConnection>();

    /// <summary>A request of it has its headers, and is being answered.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref _requests);
        Asked();
    }

    /// <summary>The request is answered.</summary>
    public void End()
    {
        Interlocked.Decrement(ref _requests);
        Asked();
    }

    /// <summary>Something was asked that needs no time to answer.</summary>
    public void Asked()
    {
        _hasAsked = true;
        Volatile.Write(ref _since, time.GetTimestamp());
    }

    public void Close() => connection.Abort(new ConnectionAbortedException("it gave its place to a newer connection"));
}
