namespace HomelabStorage.Policies.Manifests;

/// <summary>Where a container sees a volume.</summary>
public sealed record VolumeMount
{
    /// <summary>The mountPropagation by which others see what a container mounts.</summary>
    public const string ToAll = "Bidirectional";

    /// <summary>The volume's name.</summary>
    public required string Volume { get; init; }

    /// <summary>The absolute path in the container, resolved.</summary>
    public required string Path { get; init; }

    /// <summary>The part of the volume that is seen, resolved; empty for all of it.</summary>
    public string SubPath { get; init; } = string.Empty;

    /// <summary>Whether that part is an expression, which the kubelet works out for each pod.</summary>
    public bool HasSubPathExpression { get; init; }

    /// <summary>Whether it may only be read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether what the container mounts below it, all others see: a file system of its own, as rclone's.</summary>
    public bool IsMountedInto { get; init; }

    /// <summary>Whether it shows what another one shows.</summary>
    public bool IsOfSamePart(VolumeMount other) =>
        string.Equals(Volume, other.Volume, StringComparison.Ordinal) && string.Equals(SubPath, other.SubPath, StringComparison.Ordinal);
}
