namespace HomelabStorage.Webhook.Bodies;

/// <summary>A share of the memory for bodies.</summary>
/// <param name="Most">How many bytes it has.</param>
/// <param name="Slow">How long an unfinished body keeps its place when another needs it.</param>
internal sealed record BodyShare(long Most, TimeSpan Slow)
{
    public long Held { get; set; }

    /// <summary>The bodies that wait for more bytes, those first that have waited longest.</summary>
    public LinkedList<ArrivingBody> Unfinished { get; } = [];
}
