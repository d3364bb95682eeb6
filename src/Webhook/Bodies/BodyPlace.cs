namespace HomelabStorage.Webhook.Bodies;

/// <summary>What the budget knows of one body. Only the budget touches it, under its lock.</summary>
internal sealed class BodyPlace
{
    public BodyShare? Share { get; set; }

    /// <summary>How many bytes it holds of the share.</summary>
    public int Held { get; set; }

    /// <summary>Where it stands among the unfinished ones; null before it had to wait and after its end.</summary>
    public LinkedListNode<ArrivingBody>? Waiting { get; set; }

    /// <summary>When it began to wait.</summary>
    public long Since { get; set; }

    /// <summary>Ends its waiting when its time is up, or when it has to give way.</summary>
    public CancellationTokenSource? Patience { get; set; }

    /// <summary>Why it was ended before it was here; null while it was not.</summary>
    public BodyReading? Cut { get; set; }
}
