using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>Everything known about a workload.</summary>
public sealed record WorkloadFacts : SubjectFacts
{
    /// <summary>The workload.</summary>
    public required Workload Workload { get; init; }

    /// <summary>One entry for each volume at a path, best known container first.</summary>
    public required IReadOnlyList<MountFacts> AllMounts { get; init; }

    /// <summary>The app of each container whose image is known.</summary>
    public required IReadOnlyList<(Container Container, AppFacts App)> Apps { get; init; }

    /// <summary>Where the app of a container keeps its data, after the variables that move it; empty for a container whose app is not known.</summary>
    public required IReadOnlyDictionary<Container, IReadOnlyList<(AppData Data, string Path)>> Paths { get; init; }

    /// <summary>Whether any of its volumes is a claim still to be made.</summary>
    public required bool MakesClaims { get; init; }

    /// <summary>Where the app of a container keeps its data.</summary>
    public IReadOnlyList<(AppData Data, string Path)> PathsOf(Container container) => Paths.TryGetValue(container, out var paths) ? paths : [];

    /// <inheritdoc/>
    public override Manifest Manifest => Workload;

    /// <inheritdoc/>
    public override IReadOnlyList<MountFacts> Mounts => AllMounts;
}
