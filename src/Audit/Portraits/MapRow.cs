using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>A volume of a workload: what is stored there, on what, and how that stands.</summary>
internal sealed record MapRow
{
    /// <summary>The row of the storage map.</summary>
    public required StorageRow Storage { get; init; }

    /// <summary>The workload without its kind and namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The volume within the pod.</summary>
    public required string Volume { get; init; }

    /// <summary>The class of the claim; empty for none.</summary>
    public required string ClassName { get; init; }

    /// <summary>The storage behind it in a few words.</summary>
    public required string Backend { get; init; }

    /// <summary>Where the bytes are.</summary>
    public required RestingPlace Place { get; init; }

    /// <summary>The most demanding data there.</summary>
    public required DataKind Data { get; init; }

    /// <summary>How bad their loss would be.</summary>
    public required Criticality Criticality { get; init; }

    /// <summary>How it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Whether it is where the policy wants such data, whatever else is wrong with it.</summary>
    public required Standing Placed { get; init; }

    /// <summary>The folder or the share behind it, where a manifest names one; empty otherwise.</summary>
    public required string Path { get; init; }

    /// <summary>The rows of a household, by workload and path.</summary>
    public static IReadOnlyList<MapRow> Of(Household household, LeftAlone left, Func<AuditResult, LocatedFinding, bool> isKnown) =>
    [
        .. StorageMap.Mounts(household.Report)
            .Select(m => Of(m.Mount, m.Result, household, left, isKnown))
            .DistinctBy(row => row.Storage)
            .OrderBy(row => row.Storage.Namespace, StringComparer.Ordinal)
            .ThenBy(row => row.Storage.Workload, StringComparer.Ordinal)
            .ThenBy(row => row.Storage.Path, StringComparer.Ordinal)
            .ThenBy(row => $"{row.Storage}", StringComparer.Ordinal),
    ];

    private static MapRow Of(
        MountFacts mount,
        AuditResult result,
        Household household,
        LeftAlone left,
        Func<AuditResult, LocatedFinding, bool> isKnown) => new()
        {
            Storage = StorageMap.Row(mount, result),
            Name = mount.Workload.Name,
            Volume = mount.Volume.Name,
            ClassName = mount.Claim?.Class.Name ?? string.Empty,
            Backend = mount.Backend is Backend.Known known ? known.Title : "unknown",
            Place = household.PlaceOf(mount),
            Data = mount.Main.Kind,
            Criticality = mount.Main.Criticality,
            Standing = StandingOf(mount, result, left, isKnown),
            Placed = StoragePlace.Of(mount, result, household.Policy, left),
            Path = StoragePlace.PathOf(mount),
        };

    private static Standing StandingOf(
        MountFacts mount,
        AuditResult result,
        LeftAlone left,
        Func<AuditResult, LocatedFinding, bool> isKnown) => result.Findings
        .Where(f => f.Decision.Action >= RuleAction.Warn && StorageMap.IsAbout(f.Decision.Finding, mount))
        .Select(f => isKnown(result, f) ? Standing.Known : left.StandingOf(result, f.Decision))
        .DefaultIfEmpty(mount.Backend is Backend.Known ? Standing.Fine : Standing.Unknown)
        .Max();
}
