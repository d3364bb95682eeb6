using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What some losses do to a household.</summary>
public sealed record Outage
{
    /// <summary>What is lost.</summary>
    public required IReadOnlyList<Loss> Losses { get; init; }

    /// <summary>Every app that keeps anything on a volume: the most critical first, and of these what stops.</summary>
    public required IReadOnlyList<AppOutage> Apps { get; init; }

    /// <summary>Claims that no app keeps its data on, as far as is known: their data can be lost all the same. What is lost comes first.</summary>
    public required IReadOnlyList<AppOutage> Claims { get; init; }

    /// <summary>How many workloads without volumes go with it, and only have to be applied again.</summary>
    public required int Bare { get; init; }

    /// <summary>Jobs that stop.</summary>
    public required IReadOnlyList<Workload> Jobs { get; init; }

    /// <summary>Volumes that are still there and that nothing backs up any more: their copies, or what makes them, are lost.</summary>
    public required IReadOnlyList<BackupRow> Unprotected { get; init; }

    /// <summary>What has to be done before any app.</summary>
    public required IReadOnlyList<string> First { get; init; }

    /// <summary>All that was taken for granted.</summary>
    public required IReadOnlyList<string> Assumptions { get; init; }

    /// <summary>The volumes of all apps, and the claims of none.</summary>
    public IEnumerable<VolumeOutage> Volumes => Apps.Concat(Claims).SelectMany(app => app.Volumes);

    /// <summary>Whether data are gone, for which no sure way back is known.</summary>
    public bool IsForGood => Volumes.Any(v => v is { IsLoss: true, Back.IsKnown: false });

    /// <summary>Whether data may be gone for which no sure way back is known: it may be lost, or is lost and nobody knows whether it is missed.</summary>
    public bool MayBeForGood => Volumes.Any(v => v is { IsMissed: true, Fate.Kind: FateKind.Unknown, Back.IsKnown: false }
        or { IsMissed: false, IsUnknown: true, Fate.Kind: not FateKind.Kept, Back.IsKnown: false });

    /// <summary>The loss in words.</summary>
    public string Spoken => Losses.Count == 0 ? "nothing" : string.Join(" and ", Losses.Select(l => l.Spoken));
}
