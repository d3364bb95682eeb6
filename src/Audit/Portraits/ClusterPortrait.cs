using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>All that a page shows of one cluster.</summary>
internal sealed record ClusterPortrait
{
    /// <summary>What tells it from others; empty where there is one.</summary>
    public required string Name { get; init; }

    /// <summary>Where the data is stored, volume by volume.</summary>
    public required IReadOnlyList<MapRow> Rows { get; init; }

    /// <summary>The storage map, the drawing of everything first.</summary>
    public required IReadOnlyList<Drawing> Drawings { get; init; }

    /// <summary>The decision matrix with who is in which of its fields.</summary>
    public required IReadOnlyList<MatrixLine> Matrix { get; init; }

    /// <summary>Backups against what the policy promises, the worst promise first.</summary>
    public required IReadOnlyList<BackupLine> Backups { get; init; }

    /// <summary>What the four disasters mean for each app, the most critical first.</summary>
    public required IReadOnlyList<DisasterLine> Disasters { get; init; }

    /// <summary>The loss of each node, appliance and known class.</summary>
    public required IReadOnlyList<LossView> Losses { get; init; }

    /// <summary>What is to be shown of a household at a moment.</summary>
    public static ClusterPortrait Of(
        string name,
        Household household,
        LeftAlone left,
        KnownBefore known,
        IReadOnlyList<ShownObject> objects,
        DateTimeOffset now)
    {
        var rows = MapRow.Of(household, left, IsKnown);
        var said = objects.Select(o => (o.Cluster, o.Reference)).ToHashSet();
        return new ClusterPortrait
        {
            Name = name,
            Rows = rows,
            Drawings = StorageDrawings.Of(rows, household.Report, IsKnown),
            Matrix = MatrixLine.Of(rows, household.Policy),
            Backups = [.. BackupLine.Of(household.Report, now).Select(line => line with { Told = Told(line, name, said) })],
            Disasters = DisasterLine.Of(household),
            Losses = LossView.Of(household),
        };

        bool IsKnown(AuditResult result, LocatedFinding located) => known.Has(name, result, located);
    }

    /// <summary>What is the same in every cluster is said once, and of none of them.</summary>
    private static (string Cluster, string Reference)? Told(BackupLine line, string cluster, HashSet<(string Cluster, string Reference)> said) =>
        line.State is BackupState.Kept or BackupState.NotAsked ? null
        : said.Contains((cluster, line.Workload)) ? (cluster, line.Workload)
        : said.Contains((string.Empty, line.Workload)) ? (string.Empty, line.Workload)
        : null;
}
