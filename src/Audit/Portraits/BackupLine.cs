using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>A volume with data worth keeping, and what becomes of the promise about its backups.</summary>
internal sealed record BackupLine
{
    /// <summary>How messages name the volume.</summary>
    public required string Volume { get; init; }

    /// <summary>The workload that keeps the data there; empty where none is known to.</summary>
    public required string Workload { get; init; }

    /// <summary>The programs that write there.</summary>
    public required string Programs { get; init; }

    /// <summary>What is stored there, and how bad its loss would be.</summary>
    public required string Data { get; init; }

    /// <summary>How much work may be lost, as the policy says; empty where it does not.</summary>
    public required string Rpo { get; init; }

    /// <summary>Who copies them and how often; empty for nobody.</summary>
    public required string Copied { get; init; }

    /// <summary>When a copy last succeeded; empty where nothing says that one has.</summary>
    public required string LastSuccess { get; init; }

    /// <summary>What becomes of the promise.</summary>
    public required BackupState State { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What is in the way; empty where nothing is.</summary>
    public required string Obstacle { get; init; }

    /// <summary>The object of whose findings one may say what to do about it; null where none is known, or nothing is to be done.</summary>
    public (string Cluster, string Reference)? Told { get; init; }

    /// <summary>The volumes of a report, the worst promise first. What nobody knows, and media of which nobody expects copies, would fill it.</summary>
    public static IReadOnlyList<BackupLine> Of(AuditReport report, DateTimeOffset now) =>
        [.. BackupReport.Of(report, now).Where(row => BackupReport.IsWorthKeeping(row.Data)).Select(Of)];

    private static BackupLine Of(BackupRow row) => new()
    {
        Volume = row.Spoken,
        Workload = row.IsUnmounted ? string.Empty : row.Workload.Reference.ToString(),
        Programs = string.Join(", ", row.Programs),
        Data = $"{Words.DataKinds.Spell(row.Data.Kind)}, {Words.Criticalities.Spell(row.Data.Criticality)}",
        Rpo = row.Tier is { } tier ? Duration.Format(tier.Rpo) : string.Empty,
        Copied = string.Join(" · ", row.Coverage.Backups.Where(b => b.Covers).Select(b => b.Schedule is { } every ? $"{b.Source}, {every.Spoken}" : b.Source)),
        LastSuccess = row.LastSuccess is { } last ? Coverage.Moment(last) : string.Empty,
        State = row.State,
        Reason = row.Reason,
        Obstacle = row.Obstacle?.Spoken ?? string.Empty,
    };
}
