namespace HomelabStorage.Policies.Manifests;

/// <summary>A container of a pod.</summary>
public sealed record Container
{
    /// <summary>No command that only waits is longer; a script that also does something may be of any length.</summary>
    private const int LongestWait = 100;

    private static readonly string[] Before = ["sh", "/bin/sh", "bash", "/bin/bash", "ash", "/bin/ash", "-c", "-ec", "exec", "--"];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public required ImageReference Image { get; init; }

    /// <summary>The image as which its program is known where an operator decides what any image keeps where; null for its own.</summary>
    public ImageReference? OperandOf { get; init; }

    /// <summary>The image by which a catalog knows its program.</summary>
    public ImageReference KnownAs => OperandOf ?? Image;

    /// <summary>What it is there for.</summary>
    public required ContainerRole Role { get; init; }

    /// <summary>Its environment, in the order of precedence: later entries win.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment { get; init; } = [];

    /// <summary>What the environment is taken from as a whole.</summary>
    public IReadOnlyList<EnvironmentSource> EnvironmentSources { get; init; } = [];

    /// <summary>Command and arguments, joined by single spaces.</summary>
    public string CommandLine { get; init; } = string.Empty;

    /// <summary>Whether it was told to do nothing, so that somebody can look around in it.</summary>
    public bool OnlyWaits => CommandLine.Length is > 0 and < LongestWait && Waits(CommandLine);

    /// <summary>The directory it is started in, where the pod says one; empty where the image decides.</summary>
    public string WorkingDirectory { get; init; } = string.Empty;

    /// <summary>Whom it runs as, by its own word or its pod's.</summary>
    public RunsAs User { get; init; }

    /// <summary>Where volumes are mounted.</summary>
    public IReadOnlyList<VolumeMount> Mounts { get; init; } = [];

    private static bool Waits(string line)
    {
        var asked = string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(w => Before.Contains(w, StringComparer.Ordinal)));
        var all = asked.TrimEnd(';', ' ');
        return all is "tail -f /dev/null" or "sleep infinity" or "sleep inf"
            || (all.StartsWith("sleep ", StringComparison.Ordinal) && !all.AsSpan().ContainsAny(";&|"))
            || (all.StartsWith("while ", StringComparison.Ordinal)
                && all.Contains("; do sleep ", StringComparison.Ordinal)
                && all.Split(';') is [_, _, " done"]);
    }
}
