using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>Everything known about a workload.</summary>
public sealed record WorkloadFacts : SubjectFacts
{
    /// <summary>The workload.</summary>
    public required Workload Workload { get; init; }

    /// <summary>One entry for each volume at a path, best known container first.</summary>
    public required IReadOnlyList<MountFacts> AllMounts { get; init; }

    /// <summary>The same mounts of replicas whose own claims lie, or will lie, elsewhere than the first one's, or are copied otherwise.</summary>
    public IReadOnlyList<MountFacts> Elsewhere { get; init; } = [];

    /// <summary>The mounts of all replicas one by one: each that has a claim of its own stands there with that, and with what covers it.</summary>
    public IEnumerable<MountFacts> Each => AllMounts
        .Concat(Elsewhere)
        .SelectMany(mount => mount.Alike.Count == 0 ? [mount] : mount.Alike.Prepend(First(mount)));

    /// <summary>The containers whose app is known.</summary>
    public required IReadOnlyList<Program> Programs { get; init; }

    /// <summary>Whether any of its volumes is a claim still to be made.</summary>
    public required bool MakesClaims { get; init; }

    /// <summary>The programs as they were before a change of their images; none where nothing was there, or the images are the same.</summary>
    public IReadOnlyList<Program> Earlier { get; init; } = [];

    /// <summary>The pod they ran in.</summary>
    public PodTemplate? EarlierPod { get; init; }

    /// <inheritdoc/>
    public override Manifest Manifest => Workload;

    /// <inheritdoc/>
    public override IReadOnlyList<MountFacts> Mounts => AllMounts;

    /// <summary>One of several is called by the name of its claim, not by that of the template.</summary>
    private static MountFacts First(MountFacts mount) =>
        mount.Claim is { FutureName: { Length: > 0 } name } claim ? mount with { Claim = claim with { Name = name } } : mount;
}
