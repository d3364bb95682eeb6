using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HomelabStorage.Webhook.Serving;

/// <summary>How much of the transport one connection may take, and for how long.</summary>
internal static class Transport
{
    /// <summary>The largest request line and headers. Those of an API server, a kubelet and Prometheus have less than 1 KiB.</summary>
    private const int Headers = 8 * 1024;

    /// <summary>What may lie unread for one connection; what is read is the budget's.</summary>
    private const int Unread = 128 * 1024;

    public static void Bound(KestrelServerLimits kestrel, ServerLimits limits)
    {
        // The endpoint bounds bodies in size and time itself, and says so; the framework would only cut them off.
        kestrel.MaxRequestBodySize = null;
        kestrel.MinRequestBodyDataRate = null;

        // A new connection is never refused: OpenConnections closes another.
        kestrel.MaxConcurrentConnections = null;

        // An API server lets go of a silent connection after 90 s; whoever closes it first must not be us.
        kestrel.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        kestrel.RequestHeadersTimeout = limits.Patience;
        kestrel.MaxRequestLineSize = Headers;
        kestrel.MaxRequestHeadersTotalSize = Headers;
        kestrel.MaxRequestBufferSize = Unread;
        kestrel.Http2.MaxStreamsPerConnection = limits.Streams;
        kestrel.Http2.MaxRequestHeaderFieldSize = Headers;
        kestrel.Http2.InitialConnectionWindowSize = Unread;
        kestrel.Http2.InitialStreamWindowSize = Unread;
    }
}
