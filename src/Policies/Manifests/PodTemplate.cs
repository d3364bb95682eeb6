namespace HomelabStorage.Policies.Manifests;

/// <summary>The pod a workload makes.</summary>
public sealed record PodTemplate
{
    /// <summary>Every container, in the order in which they start.</summary>
    public required IReadOnlyList<Container> Containers { get; init; }

    /// <summary>Every volume.</summary>
    public required IReadOnlyList<PodVolume> Volumes { get; init; }

    /// <summary>Labels and annotations of the pod.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>Whether it is not started again once it has ended well.</summary>
    public bool RunsToAnEnd { get; init; }

    /// <summary>A volume by its name; null when there is none. Of two with one name, which the API server refuses, the last counts.</summary>
    public PodVolume? VolumeNamed(string name)
    {
        for (var i = Volumes.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Volumes[i].Name, name, StringComparison.Ordinal))
            {
                return Volumes[i];
            }
        }

        return null;
    }
}
