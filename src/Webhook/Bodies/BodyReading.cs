namespace HomelabStorage.Webhook.Bodies;

/// <summary>What became of a body.</summary>
internal abstract record BodyReading
{
    private BodyReading()
    {
    }

    /// <summary>It is here, to its last byte.</summary>
    public sealed record Arrived(ArrivingBody Body) : BodyReading;

    /// <summary>It is longer than any may be.</summary>
    public sealed record TooLarge : BodyReading;

    /// <summary>Nobody waits any longer for what it asks.</summary>
    public sealed record Late : BodyReading
    {
        public static Late Instance { get; } = new();
    }

    /// <summary>Its sender went away in the middle; there is nobody to answer.</summary>
    public sealed record Gone : BodyReading
    {
        public static Gone Instance { get; } = new();
    }

    /// <summary>There was no room for it, or it gave its room to another.</summary>
    public sealed record Busy : BodyReading
    {
        public static Busy Instance { get; } = new();
    }
}
