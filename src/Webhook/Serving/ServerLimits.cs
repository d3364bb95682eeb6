namespace HomelabStorage.Webhook.Serving;

/// <summary>
/// What a server holds for whoever reaches its port. A pod has 256 MiB, of which the heap takes 192 at most, and a server that follows a cluster of
/// ten thousand objects lives on about 70. Beside it fit: the connections (1024, some 20 KiB each once the handshake is done), the bodies that arrive
/// (8 + 32 MiB), and one large body being judged, which is put in one piece for that.
/// </summary>
internal sealed record ServerLimits
{
    /// <summary>The API server waits five seconds at most (<c>timeoutSeconds</c> of our configurations): what takes longer than that is for nobody.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections are open at once. An API server keeps some dozens, the kubelet and Prometheus one or two.</summary>
    public int Connections { get; init; } = 1024;

    /// <summary>The streams of one HTTP/2 connection. API servers ask webhooks over HTTP/1.1; other clients open another connection where this is not enough.</summary>
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
