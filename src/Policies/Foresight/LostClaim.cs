using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>A claim whose only volume is stored on what is lost.</summary>
public sealed record LostClaim
{
    /// <summary>The claim.</summary>
    public required ClaimFacts Facts { get; init; }

    /// <summary>The programs that write there.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>What it is to each app that mounts it; none where no known app does.</summary>
    public required IReadOnlyList<VolumeOutage> Outages { get; init; }

    /// <summary>How messages name it: <c>books/linkding-data</c>.</summary>
    public string Spoken => $"{Facts.Claim.Namespace}/{Facts.Claim.Name}";

    /// <summary>What is stored there, in a few words.</summary>
    public string Kept => Programs.Count == 0 ? "not mounted by any known workload"
        : Outages.Any(o => o.IsMissed) ? $"{string.Join(", ", Programs)}: {Words.Criticalities.Spell(Worst.Data.Criticality)} data"
        : $"{string.Join(", ", Programs)}: nothing to miss";

    /// <summary>Back to when whoever copies it can bring it, as far as is known.</summary>
    public string Back => Outages.Count == 0 ? "no backup of it was found" : Worst.Back.Spoken;

    private VolumeOutage Worst => Outages.OrderByDescending(o => o.IsMissed).ThenByDescending(o => o.Data.Criticality).First();
}
