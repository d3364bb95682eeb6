using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>An object of which no more is known than that it is too large: nothing of it was followed.</summary>
public sealed record OversizedFacts : SubjectFacts
{
    /// <summary>The object.</summary>
    public required Manifest Subject { get; init; }

    /// <summary>How large it is.</summary>
    public required ObjectSize Size { get; init; }

    /// <inheritdoc/>
    public override Manifest Manifest => Subject;

    /// <inheritdoc/>
    public override IReadOnlyList<MountFacts> Mounts => [];
}
