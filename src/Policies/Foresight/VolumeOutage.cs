using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What a loss does to one volume of an app.</summary>
public sealed record VolumeOutage
{
    /// <summary>How messages name it: <c>claim x</c>.</summary>
    public required string Spoken { get; init; }

    /// <summary>The claim, where there is one; empty otherwise.</summary>
    public required string Claim { get; init; }

    /// <summary>What is stored there that is worth a copy, or the most demanding of what does not.</summary>
    public required DataFacts Data { get; init; }

    /// <summary>Whether anybody would miss them; what can be made again nobody does.</summary>
    public required bool IsMissed { get; init; }

    /// <summary>Whether they are reached on an appliance, so that the claim is of use again when one is there in its place.</summary>
    public required bool IsOnNas { get; init; }

    /// <summary>What becomes of the bytes.</summary>
    public required Fate Fate { get; init; }

    /// <summary>The way back, if they are gone.</summary>
    public required WayBack Back { get; init; }

    /// <summary>Whether nobody knows what is stored there, so that it counts as much as the policy says of such data.</summary>
    public bool IsUnknown => Data is { Kind: DataKind.Unknown, IsResidue: false };

    /// <summary>Whether data that somebody would miss are gone.</summary>
    public bool IsLoss => IsMissed && Fate.Kind == FateKind.Gone;
}
