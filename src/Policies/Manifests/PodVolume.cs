namespace HomelabStorage.Policies.Manifests;

/// <summary>A volume of a pod.</summary>
public sealed record PodVolume(string Name, VolumeSource Source, string Pointer);
