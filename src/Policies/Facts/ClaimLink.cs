using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>A claim, its class and what is behind them: the chain from the claim onwards.</summary>
public sealed record ClaimLink
{
    /// <summary>Namespace of the claim.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the claim, or of its template.</summary>
    public required string Name { get; init; }

    /// <summary>What the claim asks for; null when the claim is not known.</summary>
    public ClaimSpec? Spec { get; init; }

    /// <summary>The class it ends up with.</summary>
    public required StorageClassReference Class { get; init; }

    /// <summary>The PersistentVolume it is or will be bound to, when that is sure.</summary>
    public Volume? Volume { get; init; }

    /// <summary>Whether only one pod at a time may mount it, on whatever node.</summary>
    public bool IsOfOnePod => ((Spec?.AccessModes ?? AccessModes.None) | (Volume?.AccessModes ?? AccessModes.None)).HasFlag(AccessModes.ReadWriteOncePod);

    /// <summary>What is behind it.</summary>
    public required Backend Backend { get; init; }

    /// <summary>The claim itself, when it is known as an object of its own.</summary>
    public Claim? Claim { get; init; }

    /// <summary>The template the claim is made from; null for a claim of its own.</summary>
    public ClaimTemplate? Template { get; init; }

    /// <summary>The name that the first claim still to be made of the template will have; empty where there is none, or its name cannot be told.</summary>
    public string FutureName { get; init; } = string.Empty;

    /// <summary>How many claims are still to be made of the template that will lie like this one; none of a workload that rests.</summary>
    public int ToBeMade { get; init; }

    /// <summary>The claims of other replicas of the template, made or still to be made, that lie like this one. No more than are followed one by one.</summary>
    public IReadOnlyList<ClaimLink> Alike { get; init; } = [];
}
