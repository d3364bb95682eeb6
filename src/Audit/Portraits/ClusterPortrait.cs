using HomelabStorage.Policies.Foresight;

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
    public static ClusterPortrait Of(string name, Household household, DateTimeOffset now)
    {
        var rows = MapRow.Of(household);
        return new ClusterPortrait
        {
            Name = name,
            Rows = rows,
            Drawings = StorageDrawings.Of(rows, household.Report),
            Matrix = MatrixLine.Of(rows, household.Policy),
            Backups = BackupLine.Of(household.Report, now),
            Disasters = DisasterLine.Of(household),
            Losses = LossView.Of(household),
        };
    }
}
