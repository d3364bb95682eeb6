namespace HomelabStorage.Cluster.Auditing;

/// <summary>A time in which nobody may have been asked.</summary>
/// <param name="From">When somebody was last known to be here.</param>
/// <param name="Until">When somebody is asked again at the latest.</param>
internal sealed record Absence(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Whether an object was made in it. The API server writes whole seconds, so what has the second of <see cref="From"/> may be later.</summary>
    public bool Covers(DateTimeOffset made) => made >= From.AddTicks(-(From.Ticks % TimeSpan.TicksPerSecond)) && made <= Until;
}
