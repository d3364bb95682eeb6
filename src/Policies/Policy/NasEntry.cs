using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>A storage appliance, how it is reached, and where the nodes mount it.</summary>
public sealed record NasEntry
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Host names and addresses of it.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Paths on the nodes that are mounts of it.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>How those paths are mounted.</summary>
    public Protocol Protocol { get; init; } = Protocol.Nfs;
}
