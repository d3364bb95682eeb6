using HomelabStorage.Policies.Policy.Reading;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>Defaults of a backend's classes as written.</summary>
public sealed record BackendDefaultsSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Delete or Retain.</summary>
    public string? ReclaimPolicy { get; init; }

    /// <summary>Immediate or WaitForFirstConsumer.</summary>
    public string? VolumeBindingMode { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static BackendDefaultsSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        ReclaimPolicy = reader.Text("reclaimPolicy"),
        VolumeBindingMode = reader.Text("volumeBindingMode"),
    };
}
