using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>Somebody who runs backups, as written.</summary>
public sealed record BackupRunnerSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The word in a policy.</summary>
    public string? Name { get; init; }

    /// <summary>The family of backends it is for.</summary>
    public string? Family { get; init; }

    /// <summary>Annotations for the claim.</summary>
    public IReadOnlyList<LabelSection>? Annotations { get; init; }

    /// <summary>Labels for the claim.</summary>
    public IReadOnlyList<LabelSection>? Labels { get; init; }

    /// <summary>The annotation of a pod that lists its volumes.</summary>
    public string? PodVolumes { get; init; }

    /// <summary>The annotation of a pod that lists the volumes to leave out.</summary>
    public string? PodVolumesExcluded { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static BackupRunnerSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
        Family = reader.Text("family"),
        Annotations = reader.Sections("annotations", LabelSection.Read),
        Labels = reader.Sections("labels", LabelSection.Read),
        PodVolumes = reader.Text("podVolumes"),
        PodVolumesExcluded = reader.Text("podVolumesExcluded"),
    };
}
