namespace HomelabStorage.Policies.Manifests;

/// <summary>The pod a workload makes.</summary>
public sealed record PodTemplate
{
    /// <summary>From so many volumes on, an index by name is cheaper than looking at each.</summary>
    private const int Many = 8;

    private readonly Dictionary<string, int>? _places;

    /// <summary>Every container, in the order in which they start.</summary>
    public required IReadOnlyList<Container> Containers { get; init; }

    /// <summary>Every volume.</summary>
    public required IReadOnlyList<PodVolume> Volumes
    {
        get;
        init
        {
            field = value;
            _places = value.Count < Many ? null : Places(value);
        }
    }

    /// <summary>Labels and annotations of the pod.</summary>
    public required Metadata Metadata { get; init; }

    /// <summary>The taints it tolerates, each as JSON; null where it says nothing of them.</summary>
    public IReadOnlyList<string>? Tolerations { get; init; }

    /// <summary>The group to which the kubelet gives its volumes (<c>fsGroup</c>); null where it gives them to none.</summary>
    public long? FsGroup { get; init; }

    /// <summary>The Secrets with which its images are pulled, by their names.</summary>
    public IReadOnlyList<string> PullSecrets { get; init; } = [];

    /// <summary>The nodes it may run on, by their names; empty where that is any, or is not said by name.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>What it asks of the labels of its node, one of which is enough; empty where it asks for nothing, or for what is no label.</summary>
    public IReadOnlyList<LabelSelector> NodeLabels { get; init; } = [];

    /// <summary>The pods on whose node it has to run.</summary>
    public IReadOnlyList<Companionship> Companions { get; init; } = [];

    /// <summary>The pods on whose node it may not run.</summary>
    public IReadOnlyList<Companionship> Avoids { get; init; } = [];

    /// <summary>Whether it is not started again once it has ended well.</summary>
    public bool RunsToAnEnd { get; init; }

    /// <summary>A volume by its name; null when there is none.</summary>
    public PodVolume? VolumeNamed(string name) => PlaceOf(name) is >= 0 and var place ? Volumes[place] : null;

    /// <summary>
    /// Where a volume stands in the list, by its name; -1 when there is none. Of two with one name, which the API server refuses, the last counts.
    /// </summary>
    public int PlaceOf(string name)
    {
        if (_places is not null)
        {
            return _places.TryGetValue(name, out var place) ? place : -1;
        }

        for (var i = Volumes.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Volumes[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether each container runs the image that its place in another pod runs.</summary>
    public bool HasImagesOf(PodTemplate other)
    {
        if (Containers.Count != other.Containers.Count)
        {
            return false;
        }

        for (var i = 0; i < Containers.Count; i++)
        {
            if (!string.Equals(Containers[i].Image.Written, other.Containers[i].Image.Written, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<string, int> Places(IReadOnlyList<PodVolume> volumes)
    {
        var places = new Dictionary<string, int>(volumes.Count, StringComparer.Ordinal);
        for (var i = 0; i < volumes.Count; i++)
        {
            places[volumes[i].Name] = i;
        }

        return places;
    }
}
