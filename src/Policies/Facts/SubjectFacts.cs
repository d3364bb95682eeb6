using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>All facts about one object that is judged.</summary>
public abstract record SubjectFacts
{
    /// <summary>The object.</summary>
    public abstract Manifest Manifest { get; }

    /// <summary>What is around.</summary>
    public required Surroundings Surroundings { get; init; }

    /// <summary>The mounts the object answers for.</summary>
    public abstract IReadOnlyList<MountFacts> Mounts { get; }
}
