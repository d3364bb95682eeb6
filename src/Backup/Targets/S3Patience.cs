namespace HomelabStorage.Backup.Targets;

/// <summary>How long a server may take.</summary>
/// <param name="Answer">Until it has taken a request, a part of 8 MiB at most, and begun to answer.</param>
/// <param name="Silence">Between two pieces of an answer.</param>
/// <param name="Retries">How often a request that failed is tried again.</param>
internal sealed record S3Patience(TimeSpan Answer, TimeSpan Silence, int Retries)
{
    /// <summary>A part of 8 MiB at 70 KB a second; the SDK waits longer before each new try.</summary>
    public static S3Patience Usual { get; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1), 3);
}
