namespace HomelabStorage.Policies.Manifests;

/// <summary>A Node: a machine of the cluster, by its name.</summary>
public sealed record NodeManifest : Manifest
{
    /// <summary>Whether it is cordoned.</summary>
    public bool IsCordoned { get; init; }

    /// <summary>What keeps pods off it.</summary>
    public IReadOnlyList<Taint> Taints { get; init; } = [];

    /// <summary>The addresses and names that it is reached at.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Whether it takes new pods now: it is neither cordoned nor is anything wrong with it.</summary>
    public bool IsOpen => !IsCordoned && !Taints.Any(t => t is { KeepsOff: true, IsOfCondition: true });

    /// <summary>Whether it is meant for a pod: each of its lasting taints is tolerated.</summary>
    public bool IsFor(PodTemplate pod) => Taints.All(t => t is { KeepsOff: false } or { IsOfCondition: true } || t.IsToleratedBy(pod));
}
