namespace HomelabStorage.Webhook.Serving;

/// <summary>
/// What a server holds for whoever reaches its port. A pod has 256 MiB. The heap takes 60 % of them at most (DOTNET_GCHeapHardLimitPercent in its
/// Deployment): in it lie the cluster of ten thousand objects (some 40 MiB), the bodies that arrive (8 + 32 MiB) and one large body that is judged,
/// put in one piece and parsed. Outside of it lie code and buffers (some 45 MiB) and the state of each connection's TLS (some 45 KiB).
/// </summary>
internal sealed record ServerLimits
{
    /// <summary>The API server waits five seconds at most (<c>timeoutSeconds</c> of our configurations): what takes longer than that is for nobody.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections are open at once. An API server keeps some dozens, the kubelet and Prometheus one or two.</summary>
    public int Connections { get; init; } = 1024;

    /// <summary>What a connection takes outside of the heap once its handshake is done, as measured with a thousand of them, rounded up.</summary>
    public const int OutsideOfHeap = 48 * 1024;

    /// <summary>
    /// The streams of one HTTP/2 connection. API servers ask webhooks over HTTP/1.1; other clients open another connection where this is not enough.
    /// </summary>
    public int Streams { get; init; } = 16;

    /// <summary>
    /// An object is at most 3 MiB (the API server's own limit), and a review carries two of them and its envelope: about 7 MiB.
    /// Twice that is never legal.
    /// </summary>
    public int LargestBody { get; init; } = 16 * 1024 * 1024;

    /// <summary>The share of bodies up to <see cref="Bodies.BodyBytes.Small"/>: two thousand reviews of the usual few kilobytes at the same moment.</summary>
    public long SmallBodies { get; init; } = 8 * 1024 * 1024;

    /// <summary>The share of larger ones: four of the largest legal reviews.</summary>
    public long LargeBodies { get; init; } = 32 * 1024 * 1024;

    /// <summary>What the bodies of one connection may hold together: the largest one, which is half of the share.</summary>
    public long BodiesOfOne => LargestBody;

    /// <summary>After so long an unfinished large body gives way to another: on a network that a cluster can live on, 3 MiB take a fraction of it.</summary>
    public TimeSpan SlowBody { get; init; } = TimeSpan.FromSeconds(1);
}
