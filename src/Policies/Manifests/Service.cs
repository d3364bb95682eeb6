namespace HomelabStorage.Policies.Manifests;

/// <summary>A Service: the name by which pods are reached.</summary>
public sealed record Service : Manifest
{
    /// <summary>The labels of the pods behind it; empty where somebody else keeps its endpoints, or it only stands for a name.</summary>
    public required IReadOnlyDictionary<string, string> Selector { get; init; }

    /// <summary>Its ports.</summary>
    public required IReadOnlyList<ServicePort> Ports { get; init; }

    /// <summary>Whether it is only a name for its pods' own addresses, so that they answer on their own ports.</summary>
    public bool IsHeadless { get; init; }

    /// <summary>The IP addresses that it is reached at, inside the cluster and out of it, as far as they are written.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The key of the one Service to which a port of every node leads.</summary>
    public static string KeyOfNodes(int port) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{port}");

    /// <summary>Whether it leads to the pods of a template.</summary>
    public bool LeadsTo(PodTemplate pod) => Selector.Count > 0 && new LabelSelector(Selector, []).Matches(pod.Metadata.Labels);
}
