namespace HomelabStorage.Policies.Catalog;

/// <summary>Somebody who runs backups, and how they are told what to back up.</summary>
public sealed record BackupRunner
{
    /// <summary>The word in a policy.</summary>
    public required string Name { get; init; }

    /// <summary>The family of backends it is for; empty for all.</summary>
    public string Family { get; init; } = string.Empty;

    /// <summary>Annotations for the claim.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Annotations { get; init; } = [];

    /// <summary>Labels for the claim. <c>{criticality}</c> stands for the criticality of its data.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The annotation of a pod that lists its volumes; empty for none.</summary>
    public string PodVolumes { get; init; } = string.Empty;

    /// <summary>The annotation of a pod that lists the volumes to leave out; empty for none.</summary>
    public string PodVolumesExcluded { get; init; } = string.Empty;
}
