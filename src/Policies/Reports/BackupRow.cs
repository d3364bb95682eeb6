using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>A volume with data worth keeping, whoever copies them, and what becomes of the promise that their tier makes.</summary>
public sealed record BackupRow
{
    /// <summary>The cluster it is in, where the files are of several; empty otherwise.</summary>
    public required string Cluster { get; init; }

    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claim; empty for a volume that a pod names itself.</summary>
    public required string Claim { get; init; }

    /// <summary>A workload that keeps the data there; of a claim that none is known to mount, one that is called as the claim is.</summary>
    public required Workload Workload { get; init; }

    /// <summary>The volume within the workload.</summary>
    public required string Volume { get; init; }

    /// <summary>The programs that write there.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>The data whose loss would be worst.</summary>
    public required DataFacts Data { get; init; }

    /// <summary>What the policy asks for such data; null when it has no tier for them.</summary>
    public required Tier? Tier { get; init; }

    /// <summary>Who copies them.</summary>
    public required Coverage Coverage { get; init; }

    /// <summary>What becomes of the promise.</summary>
    public required BackupState State { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What is in the way of a backup by homelab-storage itself; null where nothing is, or it has none to make.</summary>
    public Obstacle? Obstacle { get; init; }

    /// <summary>When the next copy is due by its schedule, read in UTC; null when no schedule tells.</summary>
    public required DateTimeOffset? NextRun { get; init; }

    /// <summary>Whether it is a claim that no known workload mounts.</summary>
    public bool IsUnmounted => Workload.Reference.Kind is "PersistentVolumeClaim";

    /// <summary>When a copy last succeeded; null when nothing says that one has.</summary>
    public DateTimeOffset? LastSuccess => Coverage.Backups.Max(backup => backup.LastSuccess);

    /// <summary>The bytes of the data in the last copy; null when nothing says.</summary>
    public long? Size => Coverage.Backups.Where(backup => backup.Size is not null).MaxBy(backup => backup.LastSuccess)?.Size;

    /// <summary>How messages name it: <c>home/linkding</c>, <c>Deployment home/linkding volume data</c>.</summary>
    public string Spoken => Claim.Length == 0 ? $"{Workload.Reference} volume {Volume}" : Namespace.Length == 0 ? Claim : $"{Namespace}/{Claim}";
}
