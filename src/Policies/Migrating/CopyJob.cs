namespace HomelabStorage.Policies.Migrating;

/// <summary>
/// The Job that copies the data of a claim to another: a backup of the one, with a checksum of each file and an integrity check of each database, and its
/// restore into the other, which checks both again.
/// </summary>
public sealed record CopyJob
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The image of this program.</summary>
    public required string Image { get; init; }

    /// <summary>The claim that is read.</summary>
    public required string From { get; init; }

    /// <summary>The claim that is written.</summary>
    public required string To { get; init; }

    /// <summary>Whose data it is, as a backup says it.</summary>
    public required string Identity { get; init; }

    /// <summary>Whom the container runs as that reads.</summary>
    public required CopyUser Reader { get; init; }

    /// <summary>Whom the container runs as that writes.</summary>
    public required CopyUser Writer { get; init; }

    /// <summary>The most that the room between the two may take; empty where that is not known.</summary>
    public string Room { get; init; } = string.Empty;

    /// <summary>The nodes it may run on, by their names; empty for any.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>The taints it tolerates, each as JSON.</summary>
    public IReadOnlyList<string> Tolerations { get; init; } = [];

    /// <summary>The id under which a restore that was done already is known.</summary>
    public string Id => Name[^8..];
}
