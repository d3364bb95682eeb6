namespace HomelabStorage.Cluster.Migrating;

/// <summary>A StatefulSet whose template has to change together with a claim that it made. It cannot be changed, so that the StatefulSet is replaced.</summary>
internal sealed record MovedMaker
{
    /// <summary>Its address.</summary>
    public required string Path { get; init; }

    /// <summary>What messages call it.</summary>
    public required string Name { get; init; }

    /// <summary>Its UID; one that was made again has another.</summary>
    public required string Uid { get; init; }

    /// <summary>The name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>What the template said, as JSON.</summary>
    public required string Before { get; init; }

    /// <summary>The StatefulSet that takes its place, as JSON: at no replicas, with the mark by which it is scaled up again.</summary>
    public required string Manifest { get; init; }
}
