namespace HomelabStorage.Policies.Manifests;

/// <summary>A volume of a pod.</summary>
public sealed record PodVolume(string Name, VolumeSource Source, string Pointer)
{
    /// <summary>Whether its own source says that it may only be read, whatever its mounts say.</summary>
    public bool IsReadOnly { get; init; }
}
