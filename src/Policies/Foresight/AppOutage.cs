using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What a loss does to one app.</summary>
public sealed record AppOutage
{
    /// <summary>The workload.</summary>
    public required Workload Workload { get; init; }

    /// <summary>The programs of it that are known, and the containers of the others.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>How bad the loss of its worst data would be.</summary>
    public required Criticality Criticality { get; init; }

    /// <summary>What the policy asks for such data; null when it has no tier for them.</summary>
    public required Tier? Tier { get; init; }

    /// <summary>Whether it stops.</summary>
    public required AppState State { get; init; }

    /// <summary>Who starts it again on another node.</summary>
    public required Restart Restart { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Its volumes.</summary>
    public required IReadOnlyList<VolumeOutage> Volumes { get; init; }

    /// <summary>What must be done until it is back, in order.</summary>
    public required IReadOnlyList<string> ToDo { get; init; }

    /// <summary>Every single thing whose loss stops it.</summary>
    public required IReadOnlyList<string> SinglePoints { get; init; }

    /// <summary>What may be one more of them: places of which nothing known tells what they are.</summary>
    public required IReadOnlyList<string> UnknownPoints { get; init; }

    /// <summary>Whether the loss does anything to it: it stops, or may, or something that it keeps is lost, or may be.</summary>
    public bool IsTouched => State != AppState.Runs || Volumes.Any(v => v.Fate.Kind != FateKind.Kept);

    /// <summary>How long it may take to be back, as the policy asks; empty where it does not.</summary>
    public string Rto => Tier is null ? string.Empty : Duration.Format(Tier.Rto);
}
