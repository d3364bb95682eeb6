namespace HomelabStorage.Backup;

/// <summary>What a backup pod gets from outside: two streams, a clock and the environment.</summary>
public sealed record Surroundings(TextWriter Output, TextWriter Error, TimeProvider Time)
{
    /// <summary>Where a person watches: what is written there moves the cursor and is not text of anybody else's. Null where nobody does.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>The environment variables; credentials come from here or from files, never from arguments.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Where Kubernetes reads why a container ended.</summary>
    public string TerminationLog { get; init; } = "/dev/termination-log";
}
